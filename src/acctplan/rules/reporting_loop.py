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

Source: An organisation chart is a tree; a circle in it is a slip of the pen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

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
    leads = {key: [*card.leads_to, *(k for k, c in plan.insights.items() if key in c.from_)] for key, card in plan.insights.items()}
    depends = {key: unit.depends_on for key, unit in plan.units.items()}
    yield from _circles("stakeholders", "reports_to", plan.stakeholders, lines)
    yield from _circles("units", "depends_on", plan.units, depends)
    yield from _circles("insights", "leads_to", plan.insights, leads)


def _circles(block: str, field: str, items: Mapping[str, Any], edges: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    for circle in loops(edges):
        names = ", ".join(called(items.get(key), key, 5) for key in circle[:2]) + (" and others" if len(circle) > 2 else "")
        yield Fault(CODE, f"{field} runs in a circle: {names} and back. Correct one of them.", (block, circle[0], field), arguments=circle)
