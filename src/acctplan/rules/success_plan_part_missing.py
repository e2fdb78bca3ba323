"""A plan that is shared with the customer lacks one of its five parts.

The parts are key contacts, outcomes, key results, milestones and risks, each with something in it that they may read. An
outcome is one of `outcomes` or a shared goal; a key result stands under a shared goal.

Why: what both sides signed up to is only whole with who, what for, how measured, by when, and what may stop it.

Bad:

    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, share: true, key_results: {Shops in time: 3 -> 16 shops}}

Good:

    stakeholders: {tom: {name: Tom Baker, title: Head of Retail, share: true}}
    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, share: true, key_results: {Shops in time: 3 -> 16 shops}}
    milestones: {all-live: {title: All shops plan their week with us, due: 2027-02-28, share: true}}
    risks: {wage-codes: {title: Wage codes come late, shared_as: Wage codes may delay the second group}}

Source: Joint success plans of the trade have these five parts. A plan is shared that shares an item or uses the template
success-plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._shared import shared_items
from ._words import listed

CODE = "AP719"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, naming what is missing, at the first missing part."""
    items = shared_items(plan)
    blocks = {block for block, _ in items}
    if not items and plan.template_name != "success-plan":
        return
    measured = any(plan.goals[key].key_results for block, key in items if block == "goals")
    parts = (
        ("key contacts", "stakeholders", "stakeholders" in blocks), ("outcomes", "outcomes", bool(plan.outcomes) or "goals" in blocks),
        ("key results", "goals", measured), ("milestones", "milestones", "milestones" in blocks), ("risks", "risks", "risks" in blocks),
    )  # fmt: skip
    missing = [(name, block) for name, block, there in parts if not there]
    if missing:
        names = [name for name, _ in missing]
        message = f"What the customer may read of this plan lacks {listed(names)}. Share one of each, or add it."
        yield Fault(CODE, message, (missing[0][1],), arguments=tuple(names))
