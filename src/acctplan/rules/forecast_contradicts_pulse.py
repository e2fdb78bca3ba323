"""The renewal is committed, and yet nobody would say today that they renew.

Why: the forecast is the promise, the pulse is the belief. Where they part, the surprise is already known.

Bad:

    pulse: {renew_today: unsure, why: New CFO is re-tendering}
    renewal: {renews_on: 2027-03-31, forecast: commit}

Good:

    pulse: {renew_today: unsure, why: New CFO is re-tendering}
    renewal: {renews_on: 2027-03-31, forecast: best-case}

Source: Account-planning practice: a commit is what would be signed today.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP610"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on the forecast."""
    answer = plan.pulse.renew_today if plan.pulse else None
    if answer in ("no", "unsure") and plan.renewal and plan.renewal.forecast == "commit":
        message = f"The renewal is committed, while whether they would renew today is “{answer}”. Lower the forecast, or answer anew."
        yield Fault(CODE, message, ("renewal", "forecast"))
