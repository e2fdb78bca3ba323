"""An open risk that nobody owns.

Why: a risk on a list is watched by everybody and handled by none.

Bad:

    risks:
      re-tender: {title: Tool budget is re-tendered, cause: The CFO cuts vendors, severity: high}

Good:

    risks:
      re-tender: {title: Tool budget is re-tendered, cause: The CFO cuts vendors, severity: high, owner: lee}

Source: Account-planning practice: a risk is carried by somebody, and not alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_risks
from ._words import called, unsaid

CODE = "AP207"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open risk without an owner."""
    for key, risk in open_risks(plan).items():
        if unsaid(plan, "risks", key, "owner"):
            yield Fault(CODE, f"Nobody owns the risk {called(risk, key)}. Name one person as its owner.", ("risks", key))
