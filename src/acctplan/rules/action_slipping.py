"""The due date of an open action was put off three times or more.

Why: what is put off every month is not going to be done. It is too large, it is nobody's, or it is not wanted.

Options: moves (3), days (182).

Bad:

    # change: 2026-11-02 2026-10-30 => 2026-12-05
    # change: 2026-10-05 2026-09-30 => 2026-10-30
    # change: 2026-09-07 2026-08-31 => 2026-09-30
    # began: 2026-08-03
    actions:
      brief: Brief the CFO on savings (lee, 2026-12-05, re-tender)

Good:

    # change: 2026-11-02 2026-10-30 => 2026-12-05
    # began: 2026-08-03
    actions:
      brief: Brief the CFO on savings (lee, 2026-12-05, re-tender)

Source: Account-planning practice: slips are counted. Moves by hand to a later day count, of the last days; an action that was worded
anew is another action.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._moved import put_off
from ._open import open_actions
from ._words import called

CODE = "AP316"
SEVERITY = "warning"
FIX = "none"
OPTIONS = {"moves": 3, "days": 182}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such action."""
    most, days = (context.option("action-slipping", name, default) for name, default in OPTIONS.items())
    waiting = {key: action for key, action in open_actions(plan).items() if action.due}
    paths: dict[tuple[str, ...], str] = {("actions", key, "due"): action.do or "" for key, action in waiting.items()}
    for path, line in context.past.varied(paths, context.days_ago(days), max(most, 1) + 1).items():
        slips = put_off(line, context.settings.fiscal)
        if len(slips) >= most:
            name = called(waiting[path[1]], path[1])
            times = f"{len(slips)} time{'s' if len(slips) > 1 else ''}"
            message = f"The action {name} was put off {times} (first due {slips[-1]}). Do it, split it, or drop it."
            yield Fault(CODE, message, ("actions", path[1]))
