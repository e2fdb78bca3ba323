"""Usage, relationship, support or finance is left unsaid.

Why: accounts are lost on the side nobody looked at. A happy support desk says nothing about the unpaid invoice.

Bad:

    health:
      usage: green
      support: green

Good:

    health:
      usage: green
      relationship: green
      support: green
      finance: green

Source: Account-planning practice: health is read on four sides. A side to which the settings give no weight is not
asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.model.vocabulary import DIMENSIONS

from ._context import Context
from ._words import listed, unsaid

CODE = "AP614"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on the block; an empty plan is another rule's."""
    if not context.has(plan, "health") or (unsaid(plan, "health") and unsaid(plan, "risks")):
        return
    health, weights = plan.tree.get("health"), context.settings.weights
    if unsaid(plan, "health") or isinstance(health, dict):
        asked = [name for name in DIMENSIONS if not weights or weights.get(name)]
        missing = [name for name in asked if unsaid(plan, "health", name, "band")]
        if missing:
            yield Fault(
                CODE, f"Health says nothing of {listed(missing)}. Write green, amber or red, and the cause below green.", ("health",)
            )
