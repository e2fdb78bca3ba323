"""The account moved to another stage and neither a goal, an outcome nor a criterion moved with it.

Why: who adopts wants something else than who renews. Goals of the last stage steer towards what is behind.

Options: days (30), within_days (182).

Bad:

    # change: 2026-09-07 onboarding => adoption
    # began: 2026-03-02
    # age: goals 2026-06-01
    lifecycle: adoption
    goals: {rosters: {title: First roster out}}

Good:

    # change: 2026-09-07 onboarding => adoption
    # began: 2026-03-02
    # age: goals 2026-09-24
    lifecycle: adoption
    goals: {rosters: {title: Every roster two weeks ahead}}

Source: Account-planning practice: each stage has its own outcomes. Changes by hand within the last within_days count, after days of grace;
what changed or was confirmed up to a week before counts as with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.day import days_before
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP317"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 30, "within_days": 182}
_WITH_IT = 7


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault; none where the past is unknown."""
    grace, within = (context.option("stage-unchanged-goals", name, default) for name, default in OPTIONS.items())
    asked: dict[tuple[str, ...], str] = {("lifecycle",): ""} if plan.lifecycle and plan.goals else {}
    for path, line in context.past.varied(asked, context.days_ago(within)).items():
        new, old = line[:2]
        since = days_before(new.on, _WITH_IT)
        blocks = ("goals", "outcomes", "success_criteria")
        if new.by_hand and (context.today - new.on).days > grace and not any(context.ages.changed_since(block, since) for block in blocks):
            message = f"The stage went from {old.value} to {new.value} on {new.on}, and no goal with it. Update or confirm the goals."
            yield Fault(CODE, message, path)
