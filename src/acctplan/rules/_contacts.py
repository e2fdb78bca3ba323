"""When the contacts of an account changed, or it takes so long to begin that they might as well have."""

from __future__ import annotations

from datetime import date

from acctplan.model.plan import Plan

from ._context import Context

_CHANGES = ("sponsor-change", "stakeholder-change", "champion-left")
_HALF_YEAR = 182


def asked_again(plan: Plan, context: Context, days: int, grace: int) -> tuple[date | None, str]:
    """Since when the why of goals should have been asked again, and what says so.

    The newest change of contacts of the last half-year that is over its grace, else an onboarding over so many days; None without either.
    """
    changes = [movement.happened_on for movement in plan.movements.values() if movement.type in _CHANGES]
    recent = [day for day in changes if day and context.days_ago(_HALF_YEAR) <= day < context.days_ago(grace)]
    if recent:
        return max(recent), f"Contacts changed on {max(recent)}"
    since = context.days_ago(days)
    long = plan.lifecycle == "onboarding" and context.past.then([("lifecycle",)], since).get(("lifecycle",))
    return (since, f"Onboarding takes over {days} days") if long else (None, "")
