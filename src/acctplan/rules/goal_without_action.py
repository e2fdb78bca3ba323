"""An open goal that nothing moves: no action, milestone or initiative, and no action against what blocks it.

Why: goals are reached by what somebody does this month. A goal with nothing below it is a slogan.

Bad:

    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: dana}

Good:

    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: dana}
    actions:
      train: Train the new shop leads (dana, 2026-12-12, rosters)

Source: Account-planning practice: what changes no action this week does not belong in the plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import answered, open_goals, open_of
from ._words import called

CODE = "AP210"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open goal that nothing open serves."""
    actions = answered(plan)
    moved = set(actions) | {goal for milestone in open_of(plan.milestones).values() for goal in milestone.because}
    moved |= {goal for key, risk in plan.risks.items() if key in actions for goal in risk.blocks}
    moved |= {goal for initiative in plan.initiatives.values() for goal in initiative.goals}
    for key, goal in open_goals(plan).items():
        if key not in moved:
            message = f"Nothing moves the goal {called(goal, key)}. Add an action with {key} as its reason."
            yield Fault(CODE, message, ("goals", key))
