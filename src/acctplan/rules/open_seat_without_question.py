"""An open seat on the map, and no open question or action asks who fills it.

Why: a seat stays a blank on the map until somebody asks. Whoever sits there first without us meets our competitor first.

Bad:

    stakeholders:
      coo: {title: COO, unknown: true}

Good:

    stakeholders:
      coo: {title: COO, unknown: true}
    questions:
      next-coo: {ask: Who fills the COO seat and when, of: ana, due: 2026-11-30}

Source: Account-planning practice: name the missing seat, then ask. A question or an action counts if it or its id names
the seat by its job title or id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import called, present
from ._open import open_actions, open_of

CODE = "AP709"
SEVERITY = "info"
FIX = "none"
CLOCK = True
_SMALL = frozenset({"a", "an", "and", "at", "der", "die", "for", "in", "of", "the", "und"})


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such seat."""
    seats = {key: seat for key, seat in present(plan, context).items() if seat.unknown}
    if not seats:
        return
    asked = [_words(f"{key} {item.ask or ''}") for key, item in open_of(plan.questions).items()]
    asked += [_words(f"{key} {item.do or ''}") for key, item in open_actions(plan).items()]
    for key, seat in seats.items():
        names = [words for words in (_words(seat.title or ""), _words(key)) if words]
        if not any(words <= said for words in names for said in asked):
            yield Fault(CODE, f"The seat {called(seat, key)} is open, and nobody asks who fills it. Add a question.", ("stakeholders", key))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold())) - _SMALL
