"""Fewer than two levels of leaders are known above the champion; the missing seat is named.

Why: a champion can want us and be overruled. Who decides over their head should not hear of us for the first time then.

Options: levels (2).

Bad:

    stakeholders:
      ana: {name: Ana Ruiz, title: VP Operations, reports_to: coo, support: champion}
      coo: {title: COO, unknown: true}

Good:

    stakeholders:
      ana: {name: Ana Ruiz, title: VP Operations, reports_to: max, support: champion}
      max: {name: Max Brand, title: COO, reports_to: eva}
      eva: {name: Eva Roth, title: CEO}

Source: Account-planning practice: two levels of leadership above the champion. Above a head of the house nobody is missed.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import called, champions, gap_above

CODE = "AP703"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"levels": 2}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for the champion with the most known levels above; none without a champion."""
    levels = context.option("leadership-gap", "levels", OPTIONS["levels"])
    gaps = {key: gap_above(plan, context, key, levels) for key in champions(plan, context)}
    missing = [(gap.level, key, gap) for key, gap in gaps.items() if gap]
    if not missing or len(missing) < len(gaps):
        return
    level, key, gap = max(missing, key=lambda found: found[0])
    below = called(plan.stakeholders[gap.below], gap.below, 3)
    seat = plan.stakeholders.get(gap.seat)
    who = f"the seat {called(seat, gap.seat, 3)} above {below} is empty" if seat else f"whom {below} reports to is unsaid"
    message = f"Nobody is known {level} level{'s' if level > 1 else ''} above the champion: {who}. Add the person who sits there."
    yield Fault(CODE, message, ("stakeholders", key), arguments=(gap.below, gap.seat))
