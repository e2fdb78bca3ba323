"""The renewal or the last day of notice comes near, and its owner, forecast or steps are missing.

Why: a renewal is won months before it is signed. The last day of notice is the real date.

Options: days (120).

Bad:

    renewal: {renews_on: 2027-03-31, notice_on: 2026-12-31, owner: lee}

Good:

    renewal:
      renews_on: 2027-03-31
      notice_on: 2026-12-31
      owner: lee
      forecast: best-case
      steps: Meet the CFO before the tender opens

Source: Customer-success practice: renewals are worked from 120 days before. Where the plan names no day, the facts' counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import listed, unsaid

CODE = "AP312"
SEVERITY = "error"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 120}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, naming all that is missing; a day that has passed is not ahead."""
    if not context.has(plan, "renewal"):
        return
    said, facts = plan.renewal, context.facts
    renews_on = (said and said.renews_on) or (facts and facts.day("crm", "renews_on"))
    ahead = {"notice ends": said and said.notice_on, "the renewal is": renews_on}
    near = context.today.toordinal() + context.option("renewal-without-plan", "days", OPTIONS["days"])
    coming = [(day, what) for what, day in ahead.items() if day and context.today.toordinal() <= day.toordinal() <= near]
    missing = [name for name in ("owner", "forecast", "steps") if unsaid(plan, "renewal", name)]
    if coming and missing:
        day, what = min(coming)
        message = f"{what.capitalize()} on {day}, and the renewal has {listed([f'no {name}' for name in missing])}. Add what is missing."
        yield Fault(CODE, message, ("renewal",))
