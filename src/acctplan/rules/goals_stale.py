"""The goals were neither changed nor confirmed within their shelf life.

Why: a goal untouched for a quarter was reached, dropped or forgotten. All three are worth saying.

Options: days (90).

Bad:

    # age: goals 2026-06-01
    goals:
      rosters: {title: Rosters two weeks ahead, owner: dana}

Good:

    # age: goals 2026-11-10
    goals:
      rosters: {title: Rosters two weeks ahead, owner: dana}

Source: Account-planning practice: strategy changes, and the plan with it, at least every quarter.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._stale import stale_block

CODE = "AP304"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 90}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for a block that is there and too old."""
    yield from stale_block(plan, context, CODE, "goals-stale", "goals", "goals", OPTIONS["days"])
