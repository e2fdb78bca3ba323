"""One of the five blocks is empty: goals, stakeholders, health and risks, opportunities, actions.

Why: each block answers a question of its own, most of all what the customer wants. On a strategic account, goals and
actions that are still missing after some days are an error.

Options: grace_days (14). A severity from the settings holds for every block and day.

Bad:

    goals:

Good:

    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: dana}
    stakeholders:
      tom: {name: Tom Baker}
    health: {usage: green}
    opportunities:
      night-kitchens: {title: Night kitchens, kind: new-unit, owner: lee}
    actions:
      train: Train the shop leads (dana, 2026-12-12, rosters)

Source: Account-planning practice: goals, stakeholders, health and risks, opportunities and dated actions make a plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import unsaid

CODE = "AP715"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"grace_days": 14}
_BLOCKS = (
    ("goals", "what does the customer want", "goals"),
    ("stakeholders", "who decides there", "stakeholders"),
    ("health and no risks", "how do we stand, and what may go wrong", "health", "risks"),
    ("opportunities", "where could we do more for them", "opportunities"),
    ("actions", "who does what next", "actions"),
)


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each empty block that the template or the plan has."""
    grace = context.option("block-empty", "grace_days", OPTIONS["grace_days"])
    grown = context.tier(plan) == "strategic" and context.ages.began_by(context.days_ago(grace + 1))
    for name, question, *blocks in _BLOCKS:
        if any(context.has(plan, block) for block in blocks) and all(unsaid(plan, block) for block in blocks):
            place = next((block for block in blocks if block in plan.tree), blocks[0])
            severe = grown and place in ("goals", "actions")
            yield Fault(CODE, f"The plan holds no {name}: {question}? Write the first one.", (place,), severity="error" if severe else None)
