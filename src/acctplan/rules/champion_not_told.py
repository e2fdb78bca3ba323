"""We reach out to another unit, and the champion was not told.

Outreach is a unit that was introduced, or an open action for it, for its opportunity, or with somebody who sits in it.

Why: a champion who hears from others that we work around them is a champion no more. It takes one call.

Bad:

    units:
      finance: {name: Finance, status: introduced, introduced_by: ana}

Good:

    units:
      finance: {name: Finance, status: introduced, introduced_by: ana, champion_told_on: 2026-10-12}

Source: Account-planning practice: tell the first champion before you reach others. A unit that was sold to needs no word,
nor does the one a champion sits in.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_actions
from ._words import called, unsaid

CODE = "AP707"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such unit: at the unit that was introduced, else at the first action for it."""
    untold = {key: unit for key, unit in plan.units.items() if unit.status not in ("onboarded", "sold")}
    untold = {key: unit for key, unit in untold.items() if unsaid(plan, "units", key, "champion_told_on")}
    if not untold:
        return
    home = {one.unit for one in plan.stakeholders.values() if one.support == "champion"}
    aims = _aims(plan)
    for key, unit in untold.items():
        if key not in home and (unit.status == "introduced" or key in aims):
            place = ("units", key) if unit.status == "introduced" else ("actions", aims[key])
            message = f"We reach out to {called(unit, key)} and the champion was not told. Tell them first, then write champion_told_on."
            yield Fault(CODE, message, place, arguments=(key,))


def _aims(plan: Plan) -> dict[str | None, str]:
    """Units that open actions are for, each with the first such action."""
    found: dict[str | None, str] = {}
    for key, action in open_actions(plan).items():
        chances = [item.unit for name, item in plan.opportunities.items() if name in action.because]
        persons = [plan.stakeholders.get(person or "") for person in (action.owner, *action.with_)]
        for unit in (*action.because, *chances, *(person.unit for person in persons if person)):
            found.setdefault(unit, key)
    return found
