"""An open opportunity that no open action answers.

Why: a sale nobody works on is a wish with an amount, and the forecast counts it.

Bad:

    opportunities:
      night-kitchens: {title: Night kitchens, kind: cross-sell, owner: lee}

Good:

    opportunities:
      night-kitchens: {title: Night kitchens, kind: cross-sell, owner: lee}
    actions:
      price: Send the night kitchen price (lee, 2026-12-05, night-kitchens)

Source: Account-planning practice: an expansion nobody works on is a wish.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import answered, open_opportunities
from ._words import called

CODE = "AP209"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open opportunity that no open action names."""
    actions = answered(plan)
    for key, opportunity in open_opportunities(plan, context.settings).items():
        if key not in actions:
            message = f"No open action moves the opportunity {called(opportunity, key)}. Add one with {key} as its reason."
            yield Fault(CODE, message, ("opportunities", key))
