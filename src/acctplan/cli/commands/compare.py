"""Put one plan side by side as several branches have it: goals, actions, people, money, dates.

A branch is a strategy somebody tries out; a date, period, snapshot or commit will do as well. One alone stands beside the work tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Review"
TAKES = ("report",)
EXAMPLE = "acctplan compare larchfield-outfitters FY2027-Q2 main"


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="The plan.", autocompletion=complete.plans)],
    branches: Annotated[list[str], typer.Argument(metavar="BRANCH...", help="Branches, or other times.", autocompletion=complete.times)],
    all: Annotated[bool, typer.Option("--all", help="Also what is the same on all.")] = False,
) -> None:
    from acctplan.cli.beside import side_by_side
    from acctplan.views.compare import view

    session.emit(view(side_by_side(session, plan, branches, every=all)))
