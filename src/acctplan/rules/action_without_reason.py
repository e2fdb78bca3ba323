"""An open action that answers no risk, opportunity, goal, question, movement, initiative or unit.

Why: busy is not better. What changes nothing for a goal or a risk can be left out, and the plan stays short.

Bad:

    actions:
      call: Call Tom (dana, 2026-12-05)

Good:

    actions:
      call: Call Tom (dana, 2026-12-05, payroll-export)
    risks:
      payroll-export: {title: Payroll export fails on night shifts, cause: Shifts over midnight, owner: dana}

Source: Account-planning practice: every action answers a named risk or opportunity.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_actions
from ._words import called, unsaid

CODE = "AP205"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open action without a reason."""
    for key, action in open_actions(plan).items():
        if unsaid(plan, "actions", key, "because"):
            message = f"The action {called(action, key)} answers nothing in the plan. Name the goal, risk or opportunity behind it."
            yield Fault(CODE, message, ("actions", key))
