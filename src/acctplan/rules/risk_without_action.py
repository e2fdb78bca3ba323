"""An open risk of medium severity or more that no open action answers.

Why: a risk that is only written down comes true as if nobody had known.

Bad:

    risks:
      re-tender: {title: Tool budget is re-tendered, cause: The CFO cuts vendors, severity: high, owner: lee}

Good:

    risks:
      re-tender: {title: Tool budget is re-tendered, cause: The CFO cuts vendors, severity: high, owner: lee}
    actions:
      brief: Brief the CFO on savings (lee, 2026-12-05, re-tender)

Source: Account-planning practice: actions answer named risks.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import answered, open_risks
from ._words import called

CODE = "AP208"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such risk."""
    actions = answered(plan)
    for key, risk in open_risks(plan).items():
        if risk.severity in ("high", "medium") and key not in actions:
            message = f"No open action answers the {risk.severity} risk {called(risk, key)}. Add one with {key} as its reason."
            yield Fault(CODE, message, ("risks", key))
