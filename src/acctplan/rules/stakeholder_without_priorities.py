"""What somebody of high influence cares about is not written down.

Why: people support what helps them. Who does not know what a person wants can only talk of the product.

Bad:

    stakeholders:
      petra: {name: Petra Lang, title: CFO, influence: high}

Good:

    stakeholders:
      petra: {name: Petra Lang, title: CFO, influence: high, priorities: Wage costs by shop}

Source: Account-planning practice: role, goals and priorities of each key contact.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import called, present
from ._words import unsaid

CODE = "AP710"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such person or group; an open seat has none to know."""
    for key, one in present(plan, context).items():
        if one.influence == "high" and not one.unknown and unsaid(plan, "stakeholders", key, "priorities"):
            message = f"What {called(one, key)} cares about is unknown, and their influence is high. Ask, and write their priorities."
            yield Fault(CODE, message, ("stakeholders", key))
