"""The period of a point-in-time plan has ended and no new plan took its place.

Why: such a plan is true for its quarter or year. After that everybody works on without one.

Bad:

    mode: point-in-time
    period: CY2026-Q3

Good:

    mode: point-in-time
    period: CY2026-Q4

Source: Account-planning practice: a plan for a period is replaced when the period ends. Its blocks do not go stale meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP320"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for a period that can be read."""
    if plan.mode != "point-in-time" or not plan.period:
        return
    from acctplan.model.period import parse_period

    period = parse_period(plan.period, context.settings.fiscal)
    if period and period.ends_on < context.today:
        message = f"The period {period.name} of this plan ended on {period.ends_on}. Write the plan of the period that runs now."
        yield Fault(CODE, message, ("period",))
