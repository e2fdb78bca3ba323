"""A staffing change, a pile of feature requests or an escalated support case that was not raised to a manager.

Why: red flags go up. Whoever carries one alone is the reason it comes as a surprise.

Bad:

    risks:
      new-lead: {title: Their project lead resigned, category: staffing-change, cause: Better offer, owner: dana}

Good:

    risks:
      new-lead: {title: Their project lead resigned, category: staffing-change, cause: Better offer, owner: dana, raised_to: priya}

Source: Account-planning practice: red flags are raised to management, not carried alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.model.vocabulary import RED_FLAGS

from ._context import Context
from ._open import open_risks
from ._words import called, unsaid

CODE = "AP211"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open red flag raised to nobody, or to the one who owns it."""
    for key, risk in open_risks(plan).items():
        if risk.category not in RED_FLAGS:
            continue
        if unsaid(plan, "risks", key, "raised_to"):
            message = f"The red flag {called(risk, key)} was raised to nobody. Tell a manager, and name them in raised_to."
            yield Fault(CODE, message, ("risks", key))
        elif risk.raised_to is not None and risk.raised_to == risk.owner:
            message = f"The red flag {called(risk, key)} was raised to its own owner. Raise it to a manager."
            yield Fault(CODE, message, ("risks", key, "raised_to"))
