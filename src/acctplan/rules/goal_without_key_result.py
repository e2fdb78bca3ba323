"""A goal that is shared with the customer has no key result.

Why: without a number both sides agreed on, each will remember another promise at the renewal.

Bad:

    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: dana, share: true}

Good:

    goals:
      rosters:
        title: Rosters two weeks ahead
        said_by: tom
        owner: dana
        share: true
        key_results:
          Shops publishing 14 days ahead: 3 -> 16 shops, now 9

Source: Account-planning practice: an objective has at least one key result. A goal of our own eyes only is asked by
goal-not-measured.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals
from ._words import called, unsaid

CODE = "AP605"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open shared goal without a key result."""
    for key, goal in open_goals(plan).items():
        if goal.share and unsaid(plan, "goals", key, "key_results"):
            message = f"The shared goal {called(goal, key)} has no key result. Write what is counted, from what to what."
            yield Fault(CODE, message, ("goals", key))
