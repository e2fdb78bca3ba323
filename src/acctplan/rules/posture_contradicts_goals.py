"""The posture says one thing and the plan does another: keep them and sell to them, or grow over an open red.

Why: whoever sells to a customer about to leave speeds the leaving. First they stay, then they grow.

Bad:

    posture: grow
    health:
      relationship: red, the sponsor left

Good:

    posture: stabilise
    health:
      relationship: red, the sponsor left

Source: Account-planning practice: an account at risk has one goal, that it stays. Retain and stabilise want a goal of
ours to keep them (or an open renewal) before an action sells; grow and expand want no dimension in red.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_actions, open_opportunities
from ._words import called, listed

CODE = "AP611"
SEVERITY = "warning"
FIX = "none"
_KEEP, _SELL = ("retain", "stabilise"), ("upsell", "cross-sell", "new-unit")


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on the posture. That no goal of ours keeps them binds only where the plan has such goals."""
    if plan.posture in ("grow", "expand") and plan.health:
        red = [name for name, dimension in plan.health.bands().items() if dimension.band == "red"]
        if red:
            state = f"{listed(red)} {'are' if red[1:] else 'is'} red"
            yield Fault(CODE, f"The posture is {plan.posture}, while {state}. Mend that first, or change the posture.", ("posture",))
    elif plan.posture in _KEEP and context.has(plan, "our_goals"):
        going = open_opportunities(plan, context.settings)
        kept = any(goal.kind in _KEEP for goal in plan.our_goals.values()) or any(item.kind == "renewal" for item in going.values())
        for action in () if kept else open_actions(plan).values():
            for key in action.because:
                if key in going and going[key].kind in _SELL:
                    sale = f"an action sells {called(going[key], key, 6)}"
                    yield Fault(
                        CODE, f"The posture is {plan.posture}, {sale}, and no goal of ours keeps them. Add that goal.", ("posture",)
                    )
                    return
