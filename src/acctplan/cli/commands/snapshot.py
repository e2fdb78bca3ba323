"""Keep the book as it stands at a period's end: an annotated git tag.

create makes the tag of a period (the last one that ended, without any), list shows all, show tells one. verify looks whether each still
is what was kept: its name, its commit, the settings and the version it was made with. Exit 1 if one has drifted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Review"
TAKES = ("report",)
EXAMPLE = "acctplan snapshot create 2026-10"


def command(
    session: Session,
    what: Annotated[
        str,
        typer.Argument(
            metavar="create|list|show|verify", help="What to do.", autocompletion=complete.words("create", "list", "show", "verify")
        ),
    ] = "list",
    period: Annotated[str, typer.Argument(help="Such as FY2027-Q3 or 2026-10.", autocompletion=complete.periods, show_default=False)] = "",
    open: Annotated[bool, typer.Option("--open", help="Keep a period that has not ended.")] = False,
    message: Annotated[str, typer.Option("--message", "-m", metavar="TEXT", help="A line to keep with it.", show_default=False)] = "",
) -> int:
    from acctplan.cli.exits import FOUND, OK
    from acctplan.cli.pick import pick
    from acctplan.cli.tagging import create_snapshot, snapshot_of, snapshots_of, verified
    from acctplan.views import snapshot_check, snapshots

    pick(what, ("create", "list", "show", "verify"), "thing to do")
    if what == "verify":
        result = verified(session, period)
        session.emit(snapshot_check.view(result))
        return FOUND if any(kept.drift for kept in result.snapshots) else OK
    if what == "create":
        create_snapshot(session, period, message, still_open=open)
    else:
        session.emit(snapshots.view(snapshots_of(session) if what == "list" else snapshot_of(session, period)))
    return OK
