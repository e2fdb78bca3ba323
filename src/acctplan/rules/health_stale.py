"""The health was neither changed nor confirmed within its shelf life.

Why: health is what we believe today. A green from spring is not a green.

Options: days (30).

Bad:

    # age: health 2026-06-01
    health:
      usage: amber, four shops have not logged in

Good:

    # age: health 2026-11-10
    health:
      usage: amber, four shops have not logged in

Source: Account-planning practice: health is read every month.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._stale import stale_block

CODE = "AP302"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 30}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for a block that is there and too old."""
    yield from stale_block(plan, context, CODE, "health-stale", "health", "health", OPTIONS["days"])
