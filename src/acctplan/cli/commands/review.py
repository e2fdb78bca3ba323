"""Hold a planning day: account by account, what changed, what is wrong, the standing questions, the actions due.

Answers become edits; each account ends in one commit. Stop at any time with q: the next run goes on where this one stopped.
--agenda only lists the accounts in order. Exit 2: a plan could not be read, or not be saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Review"
TAKES = ("report",)
EXAMPLE = "acctplan review --plain --top 10"


def command(
    session: Session,
    plans: Annotated[list[str] | None, typer.Argument(help="Only these.", autocompletion=complete.plans, show_default=False)] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line by line; the only way so far.")] = True,
    top: Annotated[int, typer.Option("--top", metavar="N", min=0, help="Only the N accounts that matter most.", show_default=False)] = 0,
    owner: Annotated[
        str,
        typer.Option("--owner", metavar="PERSON", help="Only this person's accounts.", show_default=False, autocompletion=complete.people),
    ] = "",
    agenda: Annotated[bool, typer.Option("--agenda", help="List the accounts and end.")] = False,
) -> int:
    from acctplan.cli.exits import OK, UNTRUSTED
    from acctplan.cli.reviewing import agenda_of, hold
    from acctplan.views.review import view

    chosen = [session.entry(plan).id for plan in plans or []]
    result, readable = agenda_of(session, session.person(owner) if owner else "", top, chosen)
    if agenda or session.options.get("json"):
        session.emit(view(result))
        return OK if readable else UNTRUSTED
    return OK if hold(session, result) and readable else UNTRUSTED
