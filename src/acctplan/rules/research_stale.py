"""What was read about the customer is older than it should be.

Why: markets, owners and strategies change. A plan that quotes last year's report plans for last year's customer.

Options: days (180).

Bad:

    research:
      strategy: {note: Two hundred shops by 2028, source: Annual report, read_on: 2025-11-03}

Good:

    research:
      strategy: {note: Two hundred shops by 2028, source: Annual report, read_on: 2026-09-14}

Source: Account-planning practice: research carries its source and its day, and is read again twice a year.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import quoted

CODE = "AP322"
SEVERITY = "info"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 180}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each topic read too long ago."""
    limit = context.option("research-stale", "days", OPTIONS["days"])
    for topic, research in plan.research.items():
        days = (context.today - research.read_on).days if research.read_on else 0
        if days > limit:
            message = f"Research on {quoted(topic)} was read {days} days ago (limit {limit}). Read it again, or take it out."
            yield Fault(CODE, message, ("research", topic))
