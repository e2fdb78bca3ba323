"""A target or baseline of an open goal changed, and neither a reason nor a movement says why.

Why: a number that follows the result proves nothing. Moving it is fair where both sides know why.

Options: days (182), settled_days (14), movement_days (60).

Bad:

    # change: 2026-10-05 10 days => 15 days
    # began: 2026-07-06
    goals: {ramp-up: {title: Ready in ten days, key_results: {Days to first shift: 21 -> 15 days}}}

Good:

    # change: 2026-10-05 target: 10 => target: 15, reason: Two more shops
    # began: 2026-07-06
    goals: {ramp-up: {title: Ready in ten days, key_results: {first: {metric: Days, baseline: 21, target: 15, reason: Two more shops}}}}

Source: Account-planning practice: both sides agree the numbers. Changes by hand of the last days count; what stood for less than
settled_days was still being agreed; a movement up to movement_days before, or agreed_on since, explains one.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._moved import set_anew
from ._open import open_goals
from ._words import quoted

CODE = "AP612"
SEVERITY = "warning"
FIX = "none"
OPTIONS = {"days": 182, "settled_days": 14, "movement_days": 60}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each number that moved, for its newest change."""
    days, settled, before = (context.option("goalposts-moved", name, default) for name, default in OPTIONS.items())
    results = {(key, metric): result for key, goal in open_goals(plan).items() for metric, result in goal.key_results.items()}
    asked: dict[tuple[str, ...], str] = {
        ("goals", key, "key_results", metric, field): ""
        for (key, metric), result in results.items()
        for field in ("target", "baseline")
        if not result.reason
    }
    since = context.days_ago(days)
    for path, line in context.past.varied(asked, since).items():
        agreed_on = plan.goals[path[1]].agreed_on
        for day, was, now in set_anew(line, since, settled):
            happened = (movement.happened_on for movement in plan.movements.values())
            if not (agreed_on and agreed_on >= day) and not any(on and 0 <= (day - on).days <= before for on in happened):
                name = quoted(results[path[1], path[3]].metric or path[3])
                yield Fault(CODE, f"The {path[-1]} of {name} moved from {was:g} to {now:g} on {day}. Write why as its reason.", path)
                break
