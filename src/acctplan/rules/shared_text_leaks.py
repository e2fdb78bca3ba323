"""A text that the customer may read names our revenue from them, their health, a forecast, a stance or an internal item.

Why: shared words leave the house for good. What we think of them, and what we hope to sell, is not theirs to read.

Bad:

    risks:
      re-tender: {title: Tool budget is re-tendered, owner: lee, shared_as: Budget review puts 124k ARR in question}

Good:

    risks:
      re-tender: {title: Tool budget is re-tendered, owner: lee, shared_as: Budget review may delay the roll-out}

Source: Account-planning practice: the internal plan and the shared one are two documents. Read are the words of items with
`share: true` and every `shared_as`; what one of theirs said, word for word, is theirs. An amount counts if it is one of
ours; an internal title counts from two words on.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._internal import amount_in, amounts, internal_names, name_in, term_in
from ._shared import shared_wordings
from ._words import quoted, where

CODE = "AP802"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each shared text, with the first words that give something away."""
    wordings = [wording for wording in shared_wordings(plan) if wording.path[-1] != "quote"]
    if not wordings:
        return
    money, names = amounts(plan, context), internal_names(plan)
    rivals = {rival.name for rival in plan.competitors.values() if rival.name and len(rival.name) > 2}
    for path, text in wordings:
        leak = term_in(text) or amount_in(text, money) or name_in(text, names)
        leak = leak or ("" if path[0] == "goals" else name_in(text, {rival.casefold(): ("competitors", "") for rival in rivals}))
        if leak:
            message = f"{quoted(leak, 5)} is internal, and {where(plan, path)} is shared with the customer. Write other words."
            yield Fault(CODE, message, path, arguments=(leak,))
