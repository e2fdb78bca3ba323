"""Nothing people wrote in the plan changed for longer than its tier allows; at twice that it is an error.

Why: a plan nobody touches is a museum. Its age comes from history: a reformat or a sync keeps nothing alive.

Bad:

    # age: goals 2026-07-01
    goals:
      rosters: {title: Rosters two weeks ahead, owner: dana}

Good:

    # age: goals 2026-11-01
    goals:
      rosters: {title: Rosters two weeks ahead, owner: dana}

Source: Account-planning practice: plans are updated monthly or quarterly. The days are stale_days of the tier in the settings, else 90;
a severity from the settings holds at any age.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP300"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault; none for a point-in-time plan or an unknown age."""
    age = context.ages.plan
    if age is None or plan.mode == "point-in-time":
        return
    limit = context.settings.stale_days(context.tier(plan))
    days = age.days(context.today)
    if days > limit:
        message = f"Nobody changed this plan for {days} days (limit {limit}). Go through it with `acctplan review {plan.id}`."
        yield Fault(CODE, message, severity="error" if days > 2 * limit else None)
