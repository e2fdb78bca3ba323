"""An opportunity has come as far as an offer, and has no amount or no day to close.

Why: a forecast adds up what is written. What has no figure is missing there, or is made up on the last day of the quarter.

Bad:

    opportunities:
      nights: {title: Night kitchens, kind: new-unit, stage: proposal, amount: 9600, owner: lee}

Good:

    opportunities:
      nights: {title: Night kitchens, kind: new-unit, stage: proposal, amount: 9600, close_on: 2027-02-26, owner: lee}

Source: Account-planning practice: an offer names a price and a day. An offer is proposal or negotiation; in a book's own stages, a
probability of half or more.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.model.settings import Settings

from ._context import Context
from ._open import open_opportunities
from ._words import called, unsaid

CODE = "AP619"
SEVERITY = "warning"
FIX = "none"
_OFFERED = frozenset(["proposal", "negotiation"])


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such opportunity."""
    for key, opportunity in open_opportunities(plan, context.settings).items() if plan.opportunities else ():
        if opportunity.stage in _offered(context.settings):
            path = ("opportunities", key)
            missing = [words for field, words in (("amount", "amount"), ("close_on", "close date")) if unsaid(plan, *path, field)]
            if missing:
                message = (
                    f"{called(opportunity, key)} is in {opportunity.stage} without {' or '.join(missing)}. Write down what is expected."
                )
                yield Fault(CODE, message, path)


def _offered(settings: Settings) -> frozenset[str]:
    """Stages in which there is an offer."""
    half = 50 if any(chance > 1 for chance in settings.stages.values()) else 0.5
    return frozenset(stage for stage, chance in settings.stages.items() if chance >= half) if settings.stages else _OFFERED
