"""A strategic plan without an executive sponsor of ours.

Why: when their director calls, somebody of the same rank must answer. A sponsor found in the crisis comes too late.

Bad:

    tier: strategic
    team: {dana: csm, lee: am}

Good:

    tier: strategic
    team: {dana: csm, lee: am, priya: executive-sponsor}

Source: Account-planning practice: strategic accounts have an executive sponsor on both sides. A plan is strategic by
its tier or template.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP504"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on the team; a sponsor who has left is none."""
    if plan.template_name != "strategic" and context.tier(plan) != "strategic":
        return
    sponsors = [context.team.get(person) for person, roles in plan.team.items() if "executive-sponsor" in roles]
    if context.has(plan, "team") and not any(member is None or not member.gone(context.today) for member in sponsors):
        yield Fault(CODE, "No executive sponsor of ours stands behind this strategic account. Add one to the team.", ("team",))
