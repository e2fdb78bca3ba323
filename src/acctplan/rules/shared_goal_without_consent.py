"""A shared goal, milestone or claim of value that the customer has not agreed to, after a review with them.

Why: what we share and they never confirmed is our plan for them, not theirs with us.

Bad:

    goals: {rosters: {title: Rosters two weeks ahead, said_by: tom, share: true}}
    reviews: {2026-11-02: {kind: customer-quarterly, by: lee, with: tom}}

Good:

    goals: {rosters: {title: Rosters two weeks ahead, said_by: tom, share: true, agreed_on: 2026-11-02}}
    reviews: {2026-11-02: {kind: customer-quarterly, by: lee, with: tom}}

Source: Account-planning practice: goals are verified with the customer. Customer reviews are of the kind customer-quarterly
or qbr; what was said after the last one may wait for the next.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_of
from ._shared import shared_items
from ._words import called, unsaid

CODE = "AP803"
SEVERITY = "warning"
FIX = "none"
_KINDS = ("customer-quarterly", "qbr")
_NAMES = {"goals": "goal", "milestones": "milestone", "value": "claim"}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such open item."""
    reviewed = max((key[:10] for key, review in plan.reviews.items() if review.kind in _KINDS), default="")
    for block, key in shared_items(plan) if reviewed else ():
        if block not in _NAMES or key not in open_of(getattr(plan, block)) or not unsaid(plan, block, key, "agreed_on"):
            continue
        item = getattr(plan, block)[key]
        said = getattr(item, "said_on", None)
        if said is None or str(said) <= reviewed:
            message = (
                f"The shared {_NAMES[block]} {called(item, key)} was not agreed, though we met on {reviewed}. Ask, and write agreed_on."
            )
            yield Fault(CODE, message, (block, key))
