"""Nobody on the stakeholder map holds the money.

Why: others may want us, this one can pay, and can stop paying. A renewal that only users support ends where the budget is made.

Bad:

    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail, decision_role: user-buyer}

Good:

    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail, decision_role: [user-buyer, economic-buyer]}

Source: The buying roles of complex sales: one of them releases the money. A decision-maker counts, as in small accounts
the one who decides also pays. Who has left and open seats do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import people

CODE = "AP701"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
_ROLES = frozenset({"economic-buyer", "decision-maker"})


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on a map that holds somebody."""
    if plan.stakeholders and not any(_ROLES.intersection(person.decision_role) for person in people(plan, context).values()):
        message = "No economic buyer is on the stakeholder map. Find out who releases the money, and add that person."
        yield Fault(CODE, message, ("stakeholders",))
