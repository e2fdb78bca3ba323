"""Tell what changed since a person last looked, in sentences, accounts that moved most first.

What counts is what was committed; what the person changed themself is left out. With --seen a mark is kept, outside the book,
and next time only what is newer is told. Without a mark the last 30 days are. Each --owner and --manager has a mark of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("report",)
EXAMPLE = "acctplan changes --for priya --manager priya --since FY2027-Q2"


def command(
    session: Session,
    reader: Annotated[
        str, typer.Option("--for", metavar="PERSON", help="Who reads; else you.", show_default=False, autocompletion=complete.people)
    ] = "",
    since: Annotated[
        str,
        typer.Option(
            "--since", metavar="TIME", help="From this time, not from the mark.", show_default=False, autocompletion=complete.times
        ),
    ] = "",
    owner: Annotated[
        str,
        typer.Option("--owner", metavar="PERSON", help="Only this person's accounts.", show_default=False, autocompletion=complete.people),
    ] = "",
    manager: Annotated[
        str,
        typer.Option(
            "--manager",
            metavar="PERSON",
            help="Only accounts of people who report to this person.",
            show_default=False,
            autocompletion=complete.people,
        ),
    ] = "",
    seen: Annotated[bool, typer.Option("--seen", help="Mark all of it as seen.")] = False,
) -> int:
    from acctplan.cli.catching_up import caught_up, mark_seen, view_of
    from acctplan.cli.exits import OK, UNTRUSTED
    from acctplan.views.changes import view

    chosen = view_of(session, reader, owner, manager)
    result = caught_up(session, chosen, since)
    session.emit(view(result))
    if seen:
        mark_seen(session, chosen)
    return UNTRUSTED if result.told.unreadable else OK
