"""Something happened on the account, and a block it touches neither changed nor was confirmed since.

Why: a sponsor leaves, and the map still shows them. Movements update the plan at once, or the plan is fiction.

Options: days (7).

Bad:

    # age: plan 2026-10-10
    # age: stakeholders 2026-10-10
    # age: risks 2026-06-01
    movements:
      sponsor-left: {happened_on: 2026-09-14, type: sponsor-change, what: COO Mark Hale left}
    stakeholders: {coo: {title: COO, unknown: true}}
    risks: {re-tender: {title: Budget is re-tendered, owner: lee}}

Good:

    # age: plan 2026-10-10
    # age: stakeholders 2026-10-10
    # age: risks 2026-09-14
    movements:
      sponsor-left: {happened_on: 2026-09-14, type: sponsor-change, what: COO Mark Hale left}
    stakeholders: {coo: {title: COO, unknown: true}}
    risks: {re-tender: {title: Budget is re-tendered, owner: lee}}

Source: Account-planning practice: movements update the plan at once. docs/format.md says which blocks each type touches.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.block import BLOCKS
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import called, listed

CODE = "AP305"
SEVERITY = "error"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 7}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each movement past its grace, naming the blocks that owe an answer. Silent without history."""
    grace = context.option("movement-unanswered", "days", OPTIONS["days"])
    for key, movement in plan.movements.items():
        day = movement.happened_on
        if context.ages.plan is None or day is None or (context.today - day).days <= grace:
            continue
        ages = {block: context.ages.of(block) for block in movement.blocks() if block in BLOCKS}
        owing = [block for block, age in ages.items() if age is None or age.on < day]
        if owing:
            what = f"{called(movement, key)} on {day} is unanswered in {listed(owing)}"
            yield Fault(CODE, f"{what}. Update it, or run `acctplan confirm {plan.id} {' '.join(owing)}`.", ("movements", key))
