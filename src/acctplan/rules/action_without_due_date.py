"""An open action without a date.

Why: what may be done on any day is done on none, and nobody can say that it is late.

Bad:

    actions:
      brief: Brief the CFO on savings (lee, re-tender)

Good:

    actions:
      brief: Brief the CFO on savings (lee, 2026-12-05, re-tender)

Source: Account-planning practice: a plan without dates is an intention.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_actions
from ._words import called, unsaid

CODE = "AP204"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open action without a date."""
    for key, action in open_actions(plan).items():
        if unsaid(plan, "actions", key, "due"):
            yield Fault(CODE, f"The action {called(action, key)} has no date. Say by when it is done.", ("actions", key))
