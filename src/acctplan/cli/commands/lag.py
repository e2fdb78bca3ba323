"""Tell how long plans take to answer what happens, plan by plan and owner by owner, slowest first.

A movement is answered when each block it touches changed or was confirmed on its day or later. A red flag is raised when its
raised_to names somebody, when an ask goes to a manager, or an action answers it with one. What still waits counts with its days
so far. An action lies with the side its waiting_on names, else with its owner's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    import typer

    from acctplan.cli import complete
    from acctplan.cli.context import Session

PANEL = "Review"
TAKES = ("report", "remembered")
RECALLS = ""
EXAMPLE = "acctplan lag --owner dana"


def command(
    session: Session,
    owner: Annotated[
        str,
        typer.Option("--owner", metavar="PERSON", help="Only this person's plans.", show_default=False, autocompletion=complete.people),
    ] = "",
) -> int:
    from acctplan.cli.exits import OK, UNTRUSTED
    from acctplan.cli.lagging import lag_of_book
    from acctplan.views.lag import view

    result, whole = lag_of_book(session, session.person(owner) if owner else "")
    session.emit(view(result))
    return OK if whole else UNTRUSTED
