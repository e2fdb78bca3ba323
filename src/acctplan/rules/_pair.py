"""The two who carry an account between them: account manager and CSM."""

from __future__ import annotations

from acctplan.model.plan import Plan

from ._context import Context

SIDES = {"am": "account manager", "csm": "CSM"}
_COUNTS_AS = {"am": "am", "ae": "am", "csm": "csm"}


def pair(plan: Plan, context: Context) -> dict[str, list[str]]:
    """Who is there for each side, by role: people of the plan's team, and its owner in the role of the team file; who has left is not."""
    found: dict[str, list[str]] = {side: [] for side in SIDES}
    owner = context.team.get(plan.owner)
    said = {**plan.team}
    if plan.owner and owner and owner.role and plan.owner not in said:
        said[plan.owner] = (owner.role.lower(),)
    for person, roles in said.items():
        member = context.team.get(person)
        if member is None or not member.gone(context.today):
            for side in dict.fromkeys(_COUNTS_AS[role] for role in roles if role in _COUNTS_AS):
                found[side].append(person)
    return found
