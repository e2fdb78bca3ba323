"""A relative, year-less or locale date, where a plan needs one day.

Why: 05.12.2026 is May to one reader and December to the next, and next week was over before anybody read it.

Bad:

    goals:
      rosters: {title: Rosters two weeks ahead, due: end of Q2}
    actions:
      train: Train the shop leads (dana, 05.12.2026, rosters)

Good:

    goals:
      rosters: {title: Rosters two weeks ahead, due: 2027-Q2}
    actions:
      train: Train the shop leads (dana, 2026-12-05, rosters)

Source: ISO 8601: the year first, so that every reader reads the same day.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.planfile.misfit import loose_date

from ._context import Context
from ._mending import dated
from ._references import Names, looks_dated

CODE = "AP108"
SEVERITY = "error"
FIX = "safe"
mend = dated


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """What reading found in date fields, then dates that ended up among the reasons of a short action."""
    yield from context.found(CODE)
    for reference in Names(plan, context).unknown():
        fault = loose_date(reference.path, reference.value) if looks_dated(reference) else None
        if fault:
            yield fault
