"""The newest signal of an open opportunity is long past.

Why: what somebody wished for in spring was paid for elsewhere by autumn. Ask again, or let it go.

Options: days (120).

Bad:

    opportunities:
      nights:
        title: Night kitchens
        kind: cross-sell
        owner: lee
        signals: 2026-05-04 Tom asked for a price (call)

Good:

    opportunities:
      nights:
        title: Night kitchens
        kind: cross-sell
        owner: lee
        signals:
          - 2026-05-04 Tom asked for a price (call)
          - 2026-10-28 Tom asked again (call)

Source: Account-planning practice: signals have a short shelf life. The days are our own choice, about a quarter and a
month.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_opportunities
from ._words import called

CODE = "AP613"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 120}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such opportunity."""
    limit = context.option("signal-stale", "days", OPTIONS["days"])
    for key, opportunity in open_opportunities(plan, context.settings).items() if plan.opportunities else ():
        days = [(context.today - signal.seen_on).days for signal in opportunity.signals]
        if days and min(days) > limit:
            message = f"The newest signal for {called(opportunity, key)} is {min(days)} days old (limit {limit}). Ask again, or drop it."
            yield Fault(CODE, message, ("opportunities", key, "signals"))
