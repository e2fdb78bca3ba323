"""A plan that no single person of ours answers for.

Why: an account that belongs to a team belongs to nobody. One name keeps the plan; others write in it.

Bad:

    lifecycle: adoption
    team: {dana: csm, lee: am}

Good:

    owner: dana
    lifecycle: adoption
    team: {dana: csm, lee: am}

Source: Account-planning practice: exactly one person owns a plan, whatever the role.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import unsaid

CODE = "AP200"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault. Where the plan is silent, the facts may name the owner."""
    if unsaid(plan, "owner") and not (context.facts and context.facts.text("crm", "owner")):
        yield Fault(CODE, "Nobody answers for this plan. Name one person of ours as its owner.", ("owner",))
