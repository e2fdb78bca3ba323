"""A request for resources or executive support that is past its day and still open.

Why: silence is an answer nobody gave. Ask again or plan without it, while there is time for either.

Bad:

    asks:
      exec-call: {kind: exec-support, what: Call the new CFO, from: priya, needed_on: 2026-11-01}

Good:

    asks:
      exec-call: {kind: exec-support, what: Call the new CFO, from: priya, needed_on: 2026-11-01, status: granted}

Source: Account-planning practice: requests for resources and executives go to leadership with a date.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import called

CODE = "AP212"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open ask whose day has passed."""
    for key, ask in plan.asks.items():
        if ask.status == "open" and ask.needed_on and ask.needed_on < context.today:
            message = f"The request {called(ask, key)} was needed on {ask.needed_on} and is still open. Ask again, or set its status."
            yield Fault(CODE, message, ("asks", key))
