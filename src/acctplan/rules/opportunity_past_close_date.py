"""An open opportunity is past the day it should have closed.

Why: a pipeline with dates in the past is a wish list, and the forecast that counts it is wrong.

Bad:

    opportunities:
      emea: {title: EMEA stores, kind: cross-sell, stage: proposal, close_on: 2026-09-30, owner: lee}

Good:

    opportunities:
      emea: {title: EMEA stores, kind: cross-sell, stage: closed-won, close_on: 2026-09-30, owner: lee}

Source: Sales practice: no open deal has its close date in the past. Stages may be the book's own; docs/format.md names the usual ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_opportunities
from ._overdue import overdue
from ._words import called

CODE = "AP309"
SEVERITY = "error"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open opportunity whose day has passed."""
    for key, opportunity, day, _ in overdue(open_opportunities(plan, context.settings), context.today, "close_on"):
        message = f"The opportunity {called(opportunity, key)} should have closed on {day}. Set its final stage, or a new date."
        yield Fault(CODE, message, ("opportunities", key))
