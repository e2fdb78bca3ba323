"""The plan's team lacks the account manager or the CSM, or has only one who has left.

Why: one knows how they buy, the other how they work. A plan by half the pair is half a plan.

Bad:

    owner: dana
    team: {dana: csm}

Good:

    owner: dana
    team: {dana: csm, lee: am}

Source: Account-planning practice: account manager and CSM write the plan together. An account executive counts as
account manager; the owner counts with the role of the team file.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._pair import SIDES, pair

CODE = "AP501"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on the block."""
    if context.has(plan, "team"):
        there = pair(plan, context)
        missing = [words for side, words in SIDES.items() if not there[side]]
        if missing:
            message = (
                f"No {' and no '.join(missing)} of ours is on this account. Add {'them' if missing[1:] else 'the person'} to the team."
            )
            yield Fault(CODE, message, ("team",))
