"""One department alone wrote the plan in its first month.

Why: sales knows why they bought, implementation what was promised, support where it hurts. What we do not
ask each other, we have to ask the customer.

Options: days (30), within_days (182).

Bad:

    # age: plan 2026-10-20
    # began: 2026-09-01
    # wrote: 2026-10-20 Lee Wong
    # wrote: 2026-09-01 Dana Kim
    owner: dana

Good:

    # age: plan 2026-10-20
    # began: 2026-09-01
    # wrote: 2026-09-20 Lee Wong
    # wrote: 2026-09-01 Dana Kim
    owner: dana

Source: Account-planning practice: the first plan is written across departments. Authors, co-authors and contributors count, by their
role in the team file; the rule is quiet where one of them has none, and for plans older than within_days.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP503"
SEVERITY = "info"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 30, "within_days": 182}
_SALES = {"ae": "sales", "am": "sales", "se": "sales"}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, once the first month is over."""
    days, within = (context.option("single-department", name, default) for name, default in OPTIONS.items())
    if context.ages.plan is None or context.ages.began_by(context.days_ago(within + 1)):
        return
    if not context.ages.complete or not context.ages.began_by(context.days_ago(days + 1)):
        return
    began = context.ages.began_on or context.today
    people = {name for day, name in context.ages.changes_since(began) if (day - began).days <= days}
    roles = {member.name: member.role for member in context.team.members.values()}
    said = {roles.get(name) for name in people | {context.team.name(person) for person in plan.contributors}}
    departments = {_SALES.get(role, role) if role else None for role in said}
    if len(departments) == 1 and None not in departments:
        who = str(min(filter(None, departments))).replace("csm", "customer success")
        message = f"In its first month only {who} wrote this plan. Ask another department for what it knows, and add it to contributors."
        yield Fault(CODE, message)
