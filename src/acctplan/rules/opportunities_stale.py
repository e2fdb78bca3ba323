"""The opportunities were neither changed nor confirmed within their shelf life.

Why: buyers change their minds within a quarter. An amount nobody looked at since is a guess in the forecast.

Options: days (45).

Bad:

    # age: opportunities 2026-06-01
    opportunities:
      night-kitchens: {title: Night kitchens, kind: cross-sell, owner: lee}

Good:

    # age: opportunities 2026-11-10
    opportunities:
      night-kitchens: {title: Night kitchens, kind: cross-sell, owner: lee}

Source: Account-planning practice: opportunities that live are seen to move.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._stale import stale_block

CODE = "AP303"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 45}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for a block that is there and too old."""
    yield from stale_block(plan, context, CODE, "opportunities-stale", "opportunities", "opportunities", OPTIONS["days"])
