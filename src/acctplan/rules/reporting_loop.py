"""Reporting lines, unit dependencies or insights that run in a circle.

Why: nobody is their own superior. Whoever draws the map or looks for the next level up never arrives.

Bad:

    stakeholders:
      ana: {name: Ana Ruiz, reports_to: ben}
      ben: {name: Ben Okafor, reports_to: ana}

Good:

    stakeholders:
      ana: {name: Ana Ruiz, reports_to: coo}
      ben: {name: Ben Okafor, reports_to: ana}
      coo: {title: COO, unknown: true}

Source: requirements M1, M12, M16.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._loops import loops
from ._words import called

CODE = "AP106"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each circle, at its first member."""
    lines = {key: [person.reports_to] for key, person in plan.stakeholders.items() if person.reports_to}
    for circle in loops(lines):
        yield _fault(plan, "stakeholders", "reports_to", circle, "reports to")
    for circle in loops({key: unit.depends_on for key, unit in plan.units.items()}):
        yield _fault(plan, "units", "depends_on", circle, "depends on")
    leads = {key: [*card.leads_to, *(k for k, c in plan.insights.items() if key in c.from_)] for key, card in plan.insights.items()}
    for circle in loops(leads):
        yield _fault(plan, "insights", "leads_to", circle, "leads to")


def _fault(plan: Plan, block: str, field: str, circle: tuple[str, ...], verb: str) -> Fault:
    items = getattr(plan, block)
    names = [called(items.get(key), key) for key in circle[:3]]
    back = f"{verb} {names[1]} and comes back to itself" if len(circle) > 1 else f"{verb} itself"
    return Fault(CODE, f"{names[0]} {back}. Correct one {field}.", (block, circle[0], field), arguments=circle)
