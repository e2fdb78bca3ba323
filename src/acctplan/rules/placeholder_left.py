"""Text of a template that was not filled in: [Name], <name>, ____, TBD, {{x}}.

Why: a placeholder looks like an answer when the plan is skimmed. A blank is honest, and other rules ask for it.

Bad:

    intent: {now: "Renew with {{product}}", next: TBD}
    stakeholders:
      tom: {name: <name>, title: Head of Retail}

Good:

    intent: {now: Renew with the night kitchens}
    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail}

Source: Account-planning practice: a template is a question; an unanswered one is no plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.planfile.placeholder import might_wait, placeholder

from ._context import Context
from ._leaves import leaves, wording
from ._words import quoted, where

CODE = "AP107"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each text that still waits, with what it waits for."""
    found = context.found(CODE)
    yield from found
    told = {fault.path for fault in found}
    for path, text in leaves(plan) if might_wait(wording(plan)) else ():
        left = placeholder(text)
        if left and path not in told and path[0] != "lint_ignore":
            yield Fault(CODE, f"{quoted(left, 4)} is left from a template in {where(plan, path)}. Fill it in, or leave it blank.", path)
