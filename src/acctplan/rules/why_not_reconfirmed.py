"""Contacts changed or onboarding ran long, and nobody asked again why the goals matter.

Why: the reason behind a goal leaves with the person who gave it, and fades when the start takes too long.

Options: days (120), grace_days (14).

Bad:

    # began: 2026-06-01
    movements: {left: {happened_on: 2026-09-14, type: sponsor-change}}
    goals: {rosters: {title: Rosters, why: Planners quit}}

Good:

    # change: 2026-10-05 Planners quit => The new COO counts overtime
    # began: 2026-06-01
    movements: {left: {happened_on: 2026-09-14, type: sponsor-change}}
    goals: {rosters: {title: Rosters, why: The new COO counts overtime}}

Source: Account-planning practice: the why is asked again at every change of contacts, here those of the last half-year.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.day import days_before
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._contacts import asked_again
from ._context import Context
from ._open import open_goals

CODE = "AP321"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 120, "grace_days": 14}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault; none where the past is unknown, or where no open goal is older than the change."""
    goals = open_goals(plan)
    days, grace = (context.option("why-not-reconfirmed", name, default) for name, default in OPTIONS.items())
    day, what = asked_again(plan, context, days, grace) if goals else (None, "")
    told = [plan.confirmed.get("goals"), *(said for goal in goals.values() for said in (goal.said_on, goal.agreed_on))]
    if day is None or any(said and said >= day for said in told):
        return
    asked = [("goals", key, "why" if goal.why else "title") for key, goal in goals.items()]
    then = context.past.then(asked, days_before(day, 1))
    if then and all(then.values()) and all(path in then for path in asked if path[2] == "why"):
        message = f"{what}, and no goal's why was confirmed since. Ask again, then run `acctplan confirm {plan.id} goals`."
        yield Fault(CODE, message, ("goals",))
