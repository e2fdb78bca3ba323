"""A review that the book's cadence asks of this account's tier was not held in time.

Why: a rhythm is kept or it is gone; after the second miss nobody expects the third.

Options: grace_days (7).

Bad:

    # setting: cadence: {planning-day: {every: month}}
    reviews:
      2026-09-07: {kind: planning-day, by: dana, with: [lee]}

Good:

    # setting: cadence: {planning-day: {every: month}}
    reviews:
      2026-11-02: {kind: planning-day, by: dana, with: [lee]}

Source: Account-planning practice: monthly, quarterly, half-yearly and yearly reviews. A kind never held counts from the plan's
first review; with no review at all, the shortest rhythm counts from the plan's first day. A qbr is a customer-quarterly.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._reviewed import review_days
from ._rhythm import rhythm_days

CODE = "AP311"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"grace_days": 7}
_TOLD = 3


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, naming the kinds that are overdue, the shortest rhythm first; none for a point-in-time plan."""
    asked = {kind.replace("qbr", "customer-quarterly"): rhythm for kind, rhythm in context.settings.cadence.items()}
    if not asked or plan.mode == "point-in-time" or not context.has(plan, "reviews"):
        return
    grace, tier = context.option("review-overdue", "grace_days", OPTIONS["grace_days"]), context.tier(plan)
    held = sorted((day, kind.replace("qbr", "customer-quarterly")) for day, kind in review_days(plan) if day <= context.today)
    bound = {kind: rhythm_days(rhythm.every) for kind, rhythm in asked.items() if not rhythm.tiers or tier in rhythm.tiers}
    limits = sorted((days + grace, kind) for kind, days in bound.items() if days)
    late = []
    for days, kind in limits if held else limits[:1]:
        last = max((day for day, other in held if other == kind), default=None)
        since = context.days_ago(days)
        if (last or held[0][0]) < since if held else context.ages.began_by(since):
            late.append(f"{kind} ({f'last {last}' if last else 'never held'})")
    if late:
        more = f" and {len(late) - _TOLD} more" if len(late) > _TOLD else ""
        message = f"Overdue by the book's cadence: {', '.join(late[:_TOLD])}{more}. Hold it, and write its day under reviews."
        yield Fault(CODE, message, ("reviews",))
