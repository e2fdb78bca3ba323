"""For two quarters the plan changed on review days only.

Why: a review is the safety net. What happens between reviews happens to the account, and the plan does not hear of it.

Options: days (182), changes (3).

Bad:

    # began: 2026-01-05
    # age: plan 2026-11-02
    # wrote: 2026-11-02 Dana Kim
    # wrote: 2026-09-07 Dana Kim
    # wrote: 2026-07-06 Lee Wong
    reviews: {2026-11-02: {by: dana}, 2026-09-07: {by: dana}, 2026-07-06: {by: lee}}

Good:

    # began: 2026-01-05
    # age: plan 2026-11-02
    # wrote: 2026-11-02 Dana Kim
    # wrote: 2026-09-24 Dana Kim
    # wrote: 2026-07-06 Lee Wong
    reviews: {2026-11-02: {by: dana}, 2026-09-07: {by: dana}, 2026-07-06: {by: lee}}

Source: Account-planning practice: a plan that only reviews touch is a museum with opening hours. The day after counts as the
review's. A point-in-time plan is written at reviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._reviewed import review_days

CODE = "AP314"
SEVERITY = "info"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 182, "changes": 3}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for a plan at least that old that changed on so many days since; none for a point-in-time plan."""
    days, least = (context.option("touched-only-in-reviews", name, default) for name, default in OPTIONS.items())
    since = context.days_ago(days)
    reviewed = {day for day, _ in review_days(plan) if day >= context.days_ago(days + 1)}
    if plan.mode == "point-in-time" or len(reviewed) < least or not context.ages.began_by(since):
        return
    changed = set()
    for day, _ in context.ages.changes_since(since):
        if day not in reviewed and not any((day - other).days == 1 for other in reviewed):
            return
        changed.add(day)
    if len(changed) >= least:
        message = f"For {days} days this plan changed on review days only. Write down what happens on the day it happens."
        yield Fault(CODE, message, ("reviews",))
