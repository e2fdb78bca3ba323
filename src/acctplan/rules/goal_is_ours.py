"""All key results of a goal measure how much our product is used.

Why: nobody buys software in order to log in. Use is our means; their goal is what gets better for them.

Bad:

    goals:
      adoption:
        title: Everybody uses the rosters
        key_results:
          Weekly active users: 120 -> 400 people, by 2027-03-31

Good:

    goals:
      rosters:
        title: Rosters two weeks ahead
        key_results:
          Weekly active users: 120 -> 400 people, by 2027-03-31
          Shops publishing 14 days ahead: 3 -> 16 shops, by 2027-03-31

Source: Account-planning practice: the objective is the customer's, not adoption of our product. Adoption belongs in
milestones.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals
from ._usage import measures_use
from ._words import called

CODE = "AP608"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open goal with key results, all of which speak of use."""
    for key, goal in open_goals(plan).items():
        metrics = [result.metric or "" for result in goal.key_results.values()]
        if metrics and all(measures_use(metric, context.settings.products) for metric in metrics):
            message = f"The goal {called(goal, key)} only counts use of our product. Add what gets better for them."
            yield Fault(CODE, message, ("goals", key))
