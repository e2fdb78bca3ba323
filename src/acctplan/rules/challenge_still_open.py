"""A problem they bought us to solve is still unsolved after half a year.

Why: it is the promise the contract was signed on. Who bought remembers it at the renewal.

Options: days (180).

Bad:

    # began: 2026-05-04
    purchase:
      challenges:
        late-rosters: Rosters come out three days before the week

Good:

    # began: 2026-05-04
    purchase:
      challenges:
        late-rosters: {text: Rosters come out three days before the week, status: solved}

Source: Account-planning practice: reasons for purchase that stay unsolved are red flags. The days count from when the plan first had it.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_of
from ._words import called

CODE = "AP318"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 180}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open challenge that the plan already had so many days ago; none where the past is unknown."""
    challenges = open_of(plan.purchase.challenges) if plan.purchase else {}
    days = context.option("challenge-still-open", "days", OPTIONS["days"])
    for path in context.past.then([("purchase", "challenges", key) for key in challenges], context.days_ago(days)):
        what = called(challenges[path[2]], path[2])
        yield Fault(CODE, f"They bought us to solve {what}: still open after {days} days. Solve it, then mark it solved.", path)
