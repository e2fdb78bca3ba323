"""An open goal that nobody at the customer is accountable for.

Why: a goal nobody over there wants is ours. When it slips, nobody misses it; when it succeeds, nobody says so.

Bad:

    goals:
      rosters: {title: Every shop publishes its roster two weeks ahead, owner: dana}

Good:

    goals:
      rosters: {title: Every shop publishes its roster two weeks ahead, owner: dana, said_by: tom}

Source: Account-planning practice: one of theirs answers for it. Who said it does, unless a stakeholder is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals
from ._words import called, unsaid

CODE = "AP202"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open goal with neither a stakeholder nor somebody who said it."""
    for key, goal in open_goals(plan).items():
        if unsaid(plan, "goals", key, "stakeholder") and unsaid(plan, "goals", key, "said_by"):
            message = f"Nobody of theirs answers for the goal {called(goal, key)}. Name its stakeholder, or who said it."
            yield Fault(CODE, message, ("goals", key))
