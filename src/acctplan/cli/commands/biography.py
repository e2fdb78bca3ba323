"""Tell the life of a goal.

Set, slipped, re-baselined, re-targeted, key results added or dropped, changes of status and owner: each with its day and person, in
sentences. The last says what became of it. A goal is followed through its former ids, and one that is gone still has its life.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Review"
TAKES = ("report", "remembered")
EXAMPLE = "acctplan biography larchfield-outfitters ramp-up"


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    goal: Annotated[str, typer.Argument(help="The goal's id.", autocompletion=complete.goals)],
) -> None:
    from acctplan.cli.past import life_of
    from acctplan.views.biography import view

    session.emit(view(life_of(session, plan, goal)))
