"""An open goal that nobody of ours is accountable for.

Why: tasks have owners and still the goal fails, because nobody answered for the whole of it.

Bad:

    goals:
      rosters: {title: Every shop publishes its roster two weeks ahead, said_by: tom}

Good:

    goals:
      rosters: {title: Every shop publishes its roster two weeks ahead, said_by: tom, owner: dana}

Source: Account-planning practice: one of ours answers for the goal's success, beside the owners of tasks.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals
from ._words import called, unsaid

CODE = "AP201"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open goal without an owner."""
    for key, goal in open_goals(plan).items():
        if unsaid(plan, "goals", key, "owner"):
            yield Fault(CODE, f"Nobody of ours answers for the goal {called(goal, key)}. Name its owner.", ("goals", key))
