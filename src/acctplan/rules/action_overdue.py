"""An open action is past its due date; after some days it is an error.

Why: a date that passes in silence teaches everybody that dates here mean nothing.

Options: error_days (14). A severity from the settings holds however late it is.

Bad:

    actions:
      brief: Brief the CFO on savings (lee, 2026-11-13, re-tender)

Good:

    actions:
      brief: Brief the CFO on savings (lee, 2026-12-05, re-tender)

Source: Account-planning practice: a date that passes unspoken was no promise. A month or quarter is due on its last day.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_actions
from ._words import called

CODE = "AP307"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"error_days": 14}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open action whose day has passed."""
    step_up = context.option("action-overdue", "error_days", OPTIONS["error_days"])
    for key, action in open_actions(plan).items():
        late = (context.today - action.due).days if action.due else 0
        if late > 0:
            days = f"{late} day{'s' if late > 1 else ''}"
            message = f"The action {called(action, key)} is {days} overdue ({action.due}). Do it, drop it, or agree a new date."
            yield Fault(CODE, message, ("actions", key), severity="error" if late >= step_up else None)
