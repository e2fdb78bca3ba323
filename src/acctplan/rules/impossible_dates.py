"""Dates that cannot be: what happened is still to come, an answer is older than its question, notice ends after the renewal.

Why: one of two dates is wrong, and whoever plans by it comes too late. Ages and reminders are reckoned from them.

Bad:

    movements:
      sponsor-left: {happened_on: 2027-09-14, type: sponsor-change, what: The COO left}
    renewal: {renews_on: 2027-03-31, notice_on: 2027-12-31}

Good:

    movements:
      sponsor-left: {happened_on: 2026-09-14, type: sponsor-change, what: The COO left}
    renewal: {renews_on: 2027-03-31, notice_on: 2026-12-31}

Source: The calendar: nothing ends before it begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._past import order, past_days
from ._words import where

CODE = "AP110"
SEVERITY = "error"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each day still to come that should be past, and for each pair in the wrong order."""
    for path, day in past_days(plan):
        if day > context.today:
            yield Fault(CODE, f"{where(plan, path)} is {day}, which is still to come. Correct the date.", path)
    for path, day, other, later in order(plan):
        if day > later:
            yield Fault(CODE, f"{where(plan, path)} is {day}, after {other} on {later}. Correct one of the two.", path)
