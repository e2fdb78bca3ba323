"""A key result with no owner of its own on a goal that nobody owns.

Why: a number nobody watches is found out at the next review, when it is too late to move it.

Bad:

    goals:
      ramp-up:
        title: New staff productive in ten days
        key_results:
          Days to first full shift: 21 -> 10 days, now 15, by 2027-02-28

Good:

    goals:
      ramp-up:
        title: New staff productive in ten days
        owner: dana
        key_results:
          Days to first full shift: 21 -> 10 days, now 15, by 2027-02-28

Source: Account-planning practice: metrics have owners too.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals
from ._words import called, unsaid

CODE = "AP214"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such key result of an open goal."""
    for key, goal in open_goals(plan).items():
        if not unsaid(plan, "goals", key, "owner"):
            continue
        for metric, result in goal.key_results.items():
            if unsaid(plan, "goals", key, "key_results", metric, "owner"):
                message = f"Nobody watches the key result {called(result, metric)}. Name its owner, or that of its goal."
                yield Fault(CODE, message, ("goals", key, "key_results", metric))
