"""An open risk that says no cause.

Why: without its cause a risk cannot be answered, only feared.

Bad:

    risks:
      re-tender: {title: Tool budget is re-tendered, severity: high, owner: lee}

Good:

    risks:
      re-tender: {title: Tool budget is re-tendered, cause: The CFO cuts vendors by a third, severity: high, owner: lee}

Source: Account-planning practice: a risk is acted on at its cause.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_risks
from ._words import called, unsaid

CODE = "AP603"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open risk without a cause."""
    for key, risk in open_risks(plan).items():
        if unsaid(plan, "risks", key, "cause"):
            yield Fault(CODE, f"The risk {called(risk, key)} has no cause. Say what could bring it about.", ("risks", key))
