"""A promised rhythm of contact is broken.

Why: people notice when we stop calling, most of all those who answer for us inside.

Options: grace_days (7).

Bad:

    touchpoints:
      ana: {every: 2 weeks, last_on: 2026-10-12}

Good:

    touchpoints:
      ana: {every: 2 weeks, last_on: 2026-11-09}

Source: Account-planning practice: a rhythm of contact that suits the customer, and is kept. Without a last day, the block's age counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._rhythm import rhythm_days
from ._words import quoted

CODE = "AP315"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"grace_days": 7}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each person whose turn has passed; none for one who has left."""
    grace = context.option("touchpoint-missed", "grace_days", OPTIONS["grace_days"])
    for key, touchpoint in plan.touchpoints.items():
        person, member = plan.stakeholders.get(key), context.team.get(key)
        gone = (person and person.left_on) or (member and member.left_on)
        days = rhythm_days(touchpoint.every)
        if days is None or (gone and gone <= context.today):
            continue
        last, since = touchpoint.last_on, context.days_ago(days + grace)
        if last < since if last else context.ages.plan and not context.ages.changed_since("touchpoints", since):
            name = quoted((person and person.name) or (member and member.name) or key, 4)
            when = f"the last was on {last}" if last else "no contact is written"
            message = (
                f"Contact with {name} is due every {(touchpoint.every or '').removeprefix('every ')}; {when}. Call, and write the day."
            )
            yield Fault(CODE, message, ("touchpoints", key))
