"""No open action with an owner and a date falls within the next days.

Why: the plan changes nothing this week. A plan is for deciding what to do next, not for keeping.

Options: days (30).

Bad:

    actions:
      workshop: Hold the yearly workshop (dana, 2027-06-01, rosters)

Good:

    actions:
      workshop: Hold the yearly workshop (dana, 2027-06-01, rosters)
      invite: Agree the date of the workshop (dana, 2026-12-01, rosters)

Source: Account-planning practice: a plan is for deciding what to do next. What is overdue counts for nothing; AP307 says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_actions

CODE = "AP215"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 30}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for a plan that has actions at all; an empty block is said by block-empty."""
    days = context.option("no-next-action", "days", OPTIONS["days"])
    steps = [action.due for action in open_actions(plan).values() if action.owner and action.due]
    if plan.actions and not any(0 <= (due - context.today).days <= days for due in steps):
        yield Fault(CODE, f"No owned action is due in the next {days} days. Plan the next step, with owner and date.", ("actions",))
