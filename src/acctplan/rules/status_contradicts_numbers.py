"""A goal is said to be on track while a key result is further from its target than it was at the start.

Why: on track is what everybody likes to read. The number was there, and nobody looked at it.

Bad:

    goals:
      ramp-up:
        title: New staff productive in ten days
        status: on-track
        key_results:
          Days to first full shift: 21 -> 10 days, now 24

Good:

    goals:
      ramp-up:
        title: New staff productive in ten days
        status: off-track
        key_results:
          Days to first full shift: 21 -> 10 days, now 24

Source: Account-planning practice: status rests on data, not on impressions.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._progress import progress
from ._words import called

CODE = "AP618"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each goal that is on track or achieved by its status alone, at the first number that went the wrong way."""
    for key, goal in plan.goals.items():
        for name, result in goal.key_results.items() if goal.status in ("on-track", "achieved") else ():
            done = progress(result)
            if done is not None and done < 0:
                went = f"went from {result.baseline} to {result.current} instead of {result.target}"
                message = f"The goal {called(goal, key, 4)} is {goal.status}, while {called(result, name, 4)} {went}. Correct either."
                yield Fault(CODE, message, ("goals", key, "status"))
                break
