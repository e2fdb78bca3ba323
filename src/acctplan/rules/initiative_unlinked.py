"""Something large the customer has under way, with no link to what we bring and no action.

Why: their initiatives have the money and the attention. Where we have no part in one, we are a cost beside it.

Bad:

    initiatives:
      shop-of-2028: {title: The shop of 2028}

Good:

    initiatives:
      shop-of-2028: {title: The shop of 2028, value_link: Fewer desk hours for managers}

Source: Account-planning practice: link each initiative to value. A goal it names, or an open action for it, is a link too.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import answered
from ._words import called, unsaid

CODE = "AP717"
SEVERITY = "info"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such initiative."""
    for key, item in plan.initiatives.items():
        linked = not all(unsaid(plan, "initiatives", key, field) for field in ("value_link", "goals"))
        if not linked and key not in answered(plan):
            message = (
                f"The initiative {called(item, key, 5)} has no link to us. Write its value_link, or an action with {key} as its reason."
            )
            yield Fault(CODE, message, ("initiatives", key))
