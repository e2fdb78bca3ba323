"""A rule was silenced until a day, and that day is over.

Why: the exception was meant to end. What it hid is told again from that day on, and the request only misleads.

Bad:

    goals:
      rosters:   # acctplan: ignore[goal-without-owner] until=2026-09-30 reason="Tom names one in May"
        title: Rosters two weeks ahead

Good:

    goals:
      rosters:   # acctplan: ignore[goal-without-owner] until=2027-05-31 reason="Tom names one in May"
        title: Rosters two weeks ahead

Source: Linters in general: an exception that ends by itself is looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import listed, quoted

CODE = "AP903"
SEVERITY = "error"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each request whose last day was before today."""
    for one in context.suppressions:
        if one.until and one.until < context.today and not one.wrong:
            words = listed([quoted(word, 3) for word in one.rules[:2]])
            message = f"{words} may be broken here until {one.until}, and that day is over. Remove the suppression, or set a later day."
            yield Fault(CODE, message, one.path, one.at, arguments=one.rules)
