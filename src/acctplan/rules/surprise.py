"""A goal or the renewal went from good to lost, and nobody had seen anything between.

Why: nothing is lost overnight. Where no warning was written, look for the one that was missed.

Options: days (182).

Bad:

    # change: 2026-10-05 status: on-track => status: off-track
    # began: 2026-07-06
    goals:
      rosters: {title: Rosters two weeks ahead, status: off-track}

Good:

    # change: 2026-10-05 status: at-risk => status: off-track
    # change: 2026-09-07 status: on-track => status: at-risk
    # began: 2026-07-06
    goals:
      rosters: {title: Rosters two weeks ahead, status: off-track}

Source: Account-planning practice: progress is followed so that nothing comes as a surprise. Goals (on-track to off-track or dropped), the
answer to renewing today (yes to no) and the forecast (commit to omitted), of the last days.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import called

CODE = "AP615"
SEVERITY = "info"
FIX = "none"
OPTIONS = {"days": 182}
_FALLS = {"off-track": "on-track", "dropped": "on-track", "no": "yes", "omitted": "commit"}
_OTHERS = {"pulse": "The renewal answer", "renewal": "The forecast"}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such fall that still stands."""
    lost: dict[tuple[str, ...], str] = {("goals", key, "status"): "" for key, goal in plan.goals.items() if goal.status in _FALLS}
    if plan.pulse and plan.pulse.renew_today == "no":
        lost["pulse", "renew_today"] = ""
    if plan.renewal and plan.renewal.forecast == "omitted":
        lost["renewal", "forecast"] = ""
    for path, line in context.past.varied(lost, context.days_ago(context.option("surprise", "days", OPTIONS["days"]))).items():
        new, old = line[:2]
        if new.by_hand and _FALLS.get(new.value) == old.value:
            what = f"The goal {called(plan.goals[path[1]], path[1])}" if path[0] == "goals" else _OTHERS[path[0]]
            yield Fault(CODE, f"{what} fell from {old.value} to {new.value} on {new.on} unannounced. Note which sign was missed.", path)
