"""Too few people there know us: one departure, and the account starts anew.

A relationship is a person of theirs who is still there and whom somebody still with us knows.

Why: whoever knows one person knows an account until that person leaves. Contacts change every year.

Options: active (3); on a strategic account active_strategic (10).

Bad:

    stakeholders:
      tom: {name: Tom Baker, known_by: dana}
      ana: {name: Ana Ruiz, known_by: dana}

Good:

    stakeholders:
      tom: {name: Tom Baker, known_by: dana}
      ana: {name: Ana Ruiz, known_by: [dana, lee]}
      ben: {name: Ben Okafor, known_by: lee}

Source: Account-planning practice: three relationships for any account, ten to fifteen for one that matters most.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import known_to_us, people

CODE = "AP702"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"active": 3, "active_strategic": 10}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on a map that holds somebody."""
    name = "active_strategic" if context.tier(plan) == "strategic" else "active"
    needed = context.option("single-threaded", name, OPTIONS[name])
    known = sum(known_to_us(person, context) for person in people(plan, context).values())
    if plan.stakeholders and known < needed:
        whom = f"{known} {'person' if known == 1 else 'people'}"
        message = f"We know {whom} there, and {needed} are needed. Meet {needed - known} more, and write who of ours knows them."
        yield Fault(CODE, message, ("stakeholders",))
