"""An open goal that is not shared yet, and that no number moves.

Why: nobody can say whether it was reached. A goal that is never missed is never reached either.

Bad:

    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: dana}

Good:

    goals:
      rosters:
        title: Rosters two weeks ahead
        said_by: tom
        owner: dana
        key_results:
          Shops publishing 14 days ahead: 3 -> 16 shops, now 9

Source: Account-planning practice: an objective has at least one key result. Where the goal is shared it is an error:
goal-without-key-result.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals
from ._words import called, unsaid

CODE = "AP616"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open goal without a key result that is not shared."""
    for key, goal in open_goals(plan).items():
        if not goal.share and unsaid(plan, "goals", key, "key_results"):
            message = f"No number says whether the goal {called(goal, key)} is reached. Add a key result, from what to what."
            yield Fault(CODE, message, ("goals", key))
