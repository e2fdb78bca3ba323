"""An open goal is past its due date.

Why: the customer remembers the date. Reached, partly reached, dropped or moved: each is an answer, silence is none.

Bad:

    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: dana, due: 2026-10-31}

Good:

    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: dana, due: 2026-10-31, status: partial}

Source: Account-planning practice: goals are dated, and the date is spoken about. A month or quarter is due on its last day.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals
from ._overdue import overdue
from ._words import called

CODE = "AP308"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open goal whose day has passed."""
    for key, goal, day, late in overdue(open_goals(plan), context.today):
        message = f"The goal {called(goal, key)} is {late} overdue ({day}). Set how it ended, or agree a new date."
        yield Fault(CODE, message, ("goals", key))
