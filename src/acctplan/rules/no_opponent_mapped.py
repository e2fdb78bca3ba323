"""Nobody on the map of a strategic account opposes us.

Why: in a large account somebody always loses by our success: a budget, a tool of their own, a habit. Who is not on the map
acts unseen.

Bad:

    tier: strategic
    stakeholders:
      tom: {name: Tom Baker, support: champion}
      julia: {name: Julia Stein, support: neutral}

Good:

    tier: strategic
    stakeholders:
      tom: {name: Tom Baker, support: champion}
      julia: {name: Julia Stein, support: opponent}

Source: Account-planning practice: a map without an enemy is a map not finished.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import present

CODE = "AP705"
SEVERITY = "info"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on a strategic account whose map holds somebody."""
    if context.tier(plan) != "strategic" or not plan.stakeholders:
        return
    if not any(person.support == "opponent" for person in present(plan, context).values()):
        message = "Nobody on the stakeholder map opposes us. Ask who would lose by our success, and mark that person an opponent."
        yield Fault(CODE, message, ("stakeholders",))
