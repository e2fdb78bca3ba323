"""A weakness or a threat of theirs that leads to nothing in the plan.

Why: a SWOT that changes no goal, risk or action is a slide. What is worth writing is worth an answer.

Bad:

    swot:
      threats: Bakers are hard to hire

Good:

    goals: {rosters: {title: Every shop publishes its roster two weeks ahead, said_by: tom}}
    swot:
      threats: {text: Bakers are hard to hire, leads_to: rosters}

Source: Account-planning practice: each weakness and threat ends in a goal, a risk or an action.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import quoted

CODE = "AP714"
SEVERITY = "info"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such point."""
    if plan.swot is None:
        return
    for kind, points in (("weakness", plan.swot.weaknesses), ("threat", plan.swot.threats)):
        for place, point in enumerate(points):
            if point.text and not point.leads_to:
                block = "weaknesses" if kind == "weakness" else "threats"
                message = f"The {kind} {quoted(point.text)} leads to no goal, risk or action. Add leads_to, or drop it."
                yield Fault(CODE, message, ("swot", block, str(place)), arguments=(point.text,))
