"""A question has no answer and its day has passed.

Why: what we do not know by then we guess, and the plan is built on the guess.

Bad:

    questions:
      criteria: {ask: What will the CFO compare us with, of: ana, due: 2026-11-01}

Good:

    questions:
      criteria: {ask: What will the CFO compare us with, of: ana, due: 2026-11-01, answer: Price per shop}

Source: Account-planning practice: open questions have a day and somebody who can answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_of
from ._overdue import overdue
from ._words import called

CODE = "AP310"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each unanswered question whose day has passed."""
    for key, question, day, _ in overdue(open_of(plan.questions), context.today):
        message = f"The question {called(question, key)} was to be answered by {day}. Write the answer, or give it a new date."
        yield Fault(CODE, message, ("questions", key))
