"""An open upsell or cross-sell that rests on no dated signal.

Why: somebody said or did something on a day, or nothing happened. Without it the amount is a hope.

Bad:

    opportunities:
      night-kitchens: {title: Night kitchens, kind: cross-sell, owner: lee}

Good:

    opportunities:
      night-kitchens:
        title: Night kitchens
        kind: cross-sell
        owner: lee
        signals:
          - 2026-10-28 Tom asked for a price (call)

Source: Account-planning practice: expansion is qualified by signals, not by optimism.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_opportunities
from ._words import called, unsaid

CODE = "AP604"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such opportunity; a signal that could not be read is another rule's."""
    for key, opportunity in open_opportunities(plan, context.settings).items():
        if opportunity.kind in ("upsell", "cross-sell") and unsaid(plan, "opportunities", key, "signals"):
            message = (
                f"No dated signal speaks for the {opportunity.kind} {called(opportunity, key)}. Write what was said or seen, with its day."
            )
            yield Fault(CODE, message, ("opportunities", key))
