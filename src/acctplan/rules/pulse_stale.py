"""The standing questions were not answered within the rhythm of the planning day.

Why: would they renew today, how sure are we, why? The answers over time are the earliest warning there is.

Options: grace_days (14).

Bad:

    # age: pulse 2026-10-05
    pulse: {renew_today: yes, confidence: 0.8, why: All shops are live}

Good:

    # age: pulse 2026-10-06
    pulse: {renew_today: yes, confidence: 0.8, why: All shops are live}

Source: Account-planning practice: the same few questions at each planning day; without one in the settings, monthly.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._rhythm import rhythm_days
from ._words import unsaid

CODE = "AP313"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"grace_days": 14}
_MONTH = 31


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault; none for a point-in-time plan, one without the block, or an unknown age."""
    if context.ages.plan is None or plan.mode == "point-in-time" or not context.has(plan, "pulse"):
        return
    rhythm = context.settings.cadence.get("planning-day")
    days = rhythm and (not rhythm.tiers or context.tier(plan) in rhythm.tiers) and rhythm_days(rhythm.every)
    limit = (days or _MONTH) + context.option("pulse-stale", "grace_days", OPTIONS["grace_days"])
    since = context.days_ago(limit)
    if unsaid(plan, "pulse"):
        if context.ages.began_by(context.days_ago(limit + 1)):
            message = f"Nobody answered the standing questions in over {limit} days. Say whether they would renew today, how sure, and why."
            yield Fault(CODE, message, ("pulse",))
    elif not context.ages.changed_since("pulse", since):
        message = f"The pulse is over {limit} days old. Answer it again, or run `acctplan confirm {plan.id} pulse`."
        yield Fault(CODE, message, ("pulse",))
