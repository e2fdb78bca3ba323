"""The stakeholder map was neither changed nor confirmed within its shelf life.

Why: people move, and a map of last spring's positions misleads. History tells its age; nobody fills in a date.

Options: days (60).

Bad:

    # age: stakeholders 2026-06-01
    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail, known_by: dana}

Good:

    # age: stakeholders 2026-10-20
    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail, known_by: dana}

Source: Account-planning practice: positions have a short shelf life.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._stale import stale_block

CODE = "AP301"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 60}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for a block that is there and too old."""
    yield from stale_block(plan, context, CODE, "stakeholder-map-stale", "stakeholders", "stakeholder map", OPTIONS["days"])
