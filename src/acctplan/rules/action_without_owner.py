"""An open action that nobody owns.

Why: what everybody should do, nobody does. One name makes an intention a promise.

Bad:

    actions:
      brief: Brief the CFO on savings (2026-12-05, re-tender)
    risks:
      re-tender: {title: Tool budget is re-tendered, cause: New mandate, owner: lee}

Good:

    actions:
      brief: Brief the CFO on savings (lee, 2026-12-05, re-tender)
    risks:
      re-tender: {title: Tool budget is re-tendered, cause: New mandate, owner: lee}

Source: Account-planning practice: who, what, by when, why.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_actions
from ._words import called, unsaid

CODE = "AP203"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open action without an owner."""
    for key, action in open_actions(plan).items():
        if unsaid(plan, "actions", key, "owner"):
            yield Fault(CODE, f"Nobody owns the action {called(action, key)}. Name one person as its owner.", ("actions", key))
