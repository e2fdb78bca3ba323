"""A health dimension below green that says no cause.

Why: amber alone tells nobody what to do. The cause is what an action can answer.

Bad:

    health:
      usage: amber

Good:

    health:
      usage: amber, store managers fell back to spreadsheets
      finance: green

Source: Account-planning practice: a cause travels with every score.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import unsaid

CODE = "AP601"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each amber or red dimension without a cause."""
    for name, dimension in plan.health.bands().items() if plan.health else ():
        if dimension.band in ("amber", "red") and unsaid(plan, "health", name, "cause"):
            message = f"{name.capitalize()} is {dimension.band}, and nobody says why. Write the cause after the colour."
            yield Fault(CODE, message, ("health", name))
