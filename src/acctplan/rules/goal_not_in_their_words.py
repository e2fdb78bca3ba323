"""An open goal that says neither who of theirs said it nor how they put it.

Why: a goal we put into their mouth is found out when they do not miss it. The block most often missing is what they want.

Bad:

    goals:
      rosters: {title: Improve the planning horizon, stakeholder: tom, owner: dana}

Good:

    goals:
      rosters: {title: Improve the planning horizon, owner: dana, quote: I want the rosters out two weeks ahead}

Source: Account-planning practice: customer goals stand in the customer's own words, with a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals
from ._words import called, unsaid

CODE = "AP607"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such goal."""
    for key, goal in open_goals(plan).items():
        if unsaid(plan, "goals", key, "said_by") and unsaid(plan, "goals", key, "quote"):
            message = f"Nobody of theirs is known to have said {called(goal, key)}. Write who said it, or quote them."
            yield Fault(CODE, message, ("goals", key))
