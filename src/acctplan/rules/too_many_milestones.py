"""More open milestones than a director would remember, or a milestone that holds tasks.

Why: milestones are read by those who pay. A list of tasks among them hides the three that count.

Options: most (7).

Bad:

    milestones:
      all-live:
        title: All shops plan their week with us
        tasks: [Train the leads, Load the staff lists]

Good:

    milestones:
      all-live: {title: All shops plan their week with us, due: 2027-02-28}
    actions:
      train: Train the shop leads (dana, 2026-12-12, rosters)

Source: Account-planning practice: milestones are major achievements, told on one page; project tasks stand elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_of
from ._words import called

CODE = "AP403"
SEVERITY = "warning"
FIX = "none"
OPTIONS = {"most": 7}
_TASKS = ("tasks", "steps", "actions", "todo", "subtasks", "checklist")


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault on the block where they are too many, and one for each open milestone with tasks inside."""
    most = context.option("too-many-milestones", "most", OPTIONS["most"])
    milestones = open_of(plan.milestones)
    if len(milestones) > most:
        yield Fault(CODE, f"{len(milestones)} milestones are open, and {most} are enough. Keep the achievements.", ("milestones",))
    for key, milestone in milestones.items():
        if _holds_tasks(plan.tree["milestones"][key] or {}):
            message = f"The milestone {called(milestone, key)} holds tasks. Make them actions, and keep the achievement."
            yield Fault(CODE, message, ("milestones", key))


def _holds_tasks(said: dict[str, Any]) -> bool:
    """Whether a milestone has a field of tasks, or two lines of a list in its note."""
    note = said.get("note")
    lines = re.findall(r"(?m)^\s*(?:[-*+•]|\d+[.)])\s+\S", note) if isinstance(note, str) and "\n" in note else []
    return len(lines) > 1 or any(said.get(name) for name in _TASKS)
