"""Usage, support or billing moved, and neither health nor risks changed since.

Why: the numbers know first. A plan that does not hear them tells the last quarter.

Options: usage_percent (20), overdue_days (30).

Bad:

    # fact: usage: {changed_at: "2026-11-18T02:00:00Z", active_users: 212}
    # fact then: usage: {active_users: 298}
    # age: health 2026-09-07
    # began: 2026-09-07
    health: {usage: green}

Good:

    # fact: usage: {changed_at: "2026-11-18T02:00:00Z", active_users: 280}
    # fact then: usage: {active_users: 298}
    # age: health 2026-09-07
    # began: 2026-09-07
    health: {usage: green}

Source: Account-planning practice: facts are compared with those beside the plan when health or risks last changed. Active users that fell
by usage_percent, more open escalations, and invoices that became overdue_days late count.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._facts_moved import fresh_groups, moves

CODE = "AP306"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"usage_percent": 20, "overdue_days": 30}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each fact that moved; none where the age of health or the facts of that time are unknown."""
    facts, health = context.facts, context.ages.of("health") if context.facts and context.has(plan, "health") else None
    if facts is None or health is None or not fresh_groups(facts, context.ages):
        return
    risks = context.ages.of("risks")
    since = max(health.on, risks.on) if risks else health.on
    percent, late = (context.option("facts-newer-than-plan", name, default) for name, default in OPTIONS.items())
    then = context.past.facts_then(since, lambda text: any(moves(text, facts, percent, late)))
    for name, words in moves(then, facts, percent, late) if then else ():
        message = f"{words} since {since}, and health says nothing of it. Update it, or run `acctplan confirm {plan.id} health`."
        yield Fault(CODE, message, ("health",), arguments=(name,))
