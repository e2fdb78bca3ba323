"""A unit that was introduced or sold, and nothing says what it would use us for.

Why: an introduction without a use is a courtesy, and a sale without one is the next cancellation.

Bad:

    units:
      finance: {name: Finance, status: sold}

Good:

    units:
      finance: {name: Finance, status: sold, use_cases: Wage costs by shop and week}

Source: Account-planning practice: the account map names unit, use and state for each part of the customer.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import called, unsaid

CODE = "AP711"
SEVERITY = "info"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such unit."""
    for key, unit in plan.units.items():
        if unit.status in ("introduced", "sold") and unsaid(plan, "units", key, "use_cases"):
            message = f"What {called(unit, key)} would use us for is unsaid, and it is {unit.status}. Write its use case."
            yield Fault(CODE, message, ("units", key))
