"""A health band with neither evidence nor facts of that dimension.

Why: a colour from the gut is an impression. Name what shows it, or let a source say it.

Bad:

    health:
      usage: green

Good:

    # fact: usage: {source: warehouse, active_users: 212}
    health:
      usage: green
      relationship: {band: green, evidence: night-kitchens-asked}
    movements:
      night-kitchens-asked: {happened_on: 2026-10-28, type: expansion-window, what: Tom asked for the night kitchens}

Source: Account-planning practice: health rests on data, not on impressions.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import unsaid

CODE = "AP600"
SEVERITY = "warning"
FIX = "none"
_FACTS = {"usage": ("usage",), "relationship": ("contacts",), "support": ("support",), "finance": ("billing", "revenue")}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each band that nothing shows."""
    known = context.facts.groups if context.facts else {}
    for name, dimension in plan.health.bands().items() if plan.health else ():
        said = not unsaid(plan, "health", name, "evidence")
        if dimension.band and not said and not any(known.get(group) for group in _FACTS[name]):
            message = f"Nothing shows that {name} is {dimension.band}. Name its evidence: a fact, or an item of the plan."
            yield Fault(CODE, message, ("health", name))
