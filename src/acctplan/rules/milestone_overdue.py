"""A milestone that is not done is past its due date.

Why: milestones are the few dates a director remembers. One that passes unsaid moves every date behind it.

Bad:

    milestones:
      winter-live: {title: Winter roster live in all stores, kind: adoption, due: 2026-10-31}

Good:

    milestones:
      winter-live: {title: Winter roster live in all stores, kind: adoption, due: 2026-10-31, status: done}

Source: Account-planning practice: milestones are reported against their date. A month or quarter is due on its last day.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_of
from ._overdue import overdue
from ._words import called

CODE = "AP323"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open milestone whose day has passed."""
    for key, milestone, day, late in overdue(open_of(plan.milestones), context.today):
        message = f"The milestone {called(milestone, key)} is {late} overdue ({day}). Mark it done, drop it, or agree a new date."
        yield Fault(CODE, message, ("milestones", key))
