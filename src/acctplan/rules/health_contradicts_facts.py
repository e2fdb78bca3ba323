"""A health band says one thing and the facts of that dimension another.

Why: a green that usage belies is how renewals are lost by surprise.

Options: usage_drop (20), overdue_days (14). A severity from the settings holds for both colours.

Bad:

    # fact: usage: {source: warehouse, active_users: 212, active_users_30d_ago: 298, seats: 400}
    health:
      usage: green

Good:

    # fact: usage: {source: warehouse, active_users: 212, active_users_30d_ago: 298, seats: 400}
    health:
      usage: amber, store managers fell back to spreadsheets

Source: Account-planning practice: health rests on data. Green is belied by active users down by a fifth in 30 days or
by none at all, an open escalation, satisfaction below 3.5 of 5, invoices two weeks overdue, champions who are all
inactive. Red without evidence is belied by the contrary, which is a warning; these lines are our own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._measured import fine, trouble
from ._words import unsaid

CODE = "AP602"
SEVERITY = "error"
FIX = "none"
OPTIONS = {"usage_drop": 20, "overdue_days": 14}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each band that the facts belie; none without facts of the dimension."""
    if plan.health is None or context.facts is None:
        return
    drop, overdue = (context.option("health-contradicts-facts", name, default) for name, default in OPTIONS.items())
    for name, dimension in plan.health.bands().items():
        if dimension.band == "green" and (bad := trouble(name, plan, context.facts, drop, overdue)):
            message = f"{name.capitalize()} is green, while the facts say: {bad}. Correct the colour, with its cause."
            yield Fault(CODE, message, ("health", name))
        elif dimension.band == "red" and unsaid(plan, "health", name, "evidence") and (good := fine(name, context.facts)):
            message = f"{name.capitalize()} is red, while the facts say: {good}. Name the evidence, or correct the colour."
            yield Fault(CODE, message, ("health", name), severity="warning")
