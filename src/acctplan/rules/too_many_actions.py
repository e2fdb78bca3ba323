"""More open actions than a plan can carry.

Why: with twenty things to do, the one that matters is number twelve. Choose, and drop the rest.

Options: most (15).

Bad:

    # setting: lint: {rules: {too-many-actions: {most: 2}}}
    actions:
      call: Call Tom (dana, 2026-12-01, rosters)
      train: Train the shop leads (dana, 2026-12-12, rosters)
      price: Send the price (lee, 2026-12-05, rosters)

Good:

    # setting: lint: {rules: {too-many-actions: {most: 2}}}
    actions:
      call: {do: Call Tom, owner: dana, due: 2026-11-01, because: rosters, status: done}
      train: Train the shop leads (dana, 2026-12-12, rosters)
      price: Send the price (lee, 2026-12-05, rosters)

Source: Account-planning practice: collecting too much is a root cause of failure.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_actions

CODE = "AP402"
SEVERITY = "warning"
FIX = "none"
OPTIONS = {"most": 15}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on the block."""
    most = context.option("too-many-actions", "most", OPTIONS["most"])
    count = len(open_actions(plan))
    if count > most:
        yield Fault(CODE, f"{count} actions are open, and {most} are enough. Finish some, or drop what can wait.", ("actions",))
