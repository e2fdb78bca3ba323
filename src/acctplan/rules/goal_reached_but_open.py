"""All key results of a goal have reached their targets, and the goal is still open.

Why: a success that nobody names is forgotten by the renewal. Say it to them, and agree on the next one.

Bad:

    goals:
      rosters:
        title: Rosters two weeks ahead
        said_by: tom
        key_results:
          Shops publishing 14 days ahead: 3 -> 16 shops, now 16

Good:

    goals:
      rosters:
        title: Rosters two weeks ahead
        said_by: tom
        status: achieved
        key_results:
          Shops publishing 14 days ahead: 3 -> 16 shops, now 16

Source: Account-planning practice: what was solved is told to the customer before they ask what we are for.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals
from ._progress import progress
from ._words import called

CODE = "AP617"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open goal whose key results are all reached. A target that is no way from its baseline says nothing."""
    for key, goal in open_goals(plan).items():
        if goal.key_results and all((done := progress(result)) is not None and done >= 1 for result in goal.key_results.values()):
            message = (
                f"The goal {called(goal, key, 5)} is reached by its numbers, and still open. Set it to achieved, or raise its targets."
            )
            yield Fault(CODE, message, ("goals", key))
