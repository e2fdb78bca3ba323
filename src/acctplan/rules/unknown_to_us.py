"""A person of high influence whom nobody of ours knows.

Why: somebody over there decides about us from hearsay. A colleague may know them: the first step is to ask around.

Bad:

    stakeholders:
      petra: {name: Petra Lang, title: CFO, influence: high}

Good:

    stakeholders:
      petra: {name: Petra Lang, title: CFO, influence: high, known_by: priya}

Source: Account-planning practice: who of us knows whom. A colleague who has left does not count; an open seat or a group
is no person.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import called, known_to_us, people

CODE = "AP712"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such person."""
    for key, person in people(plan, context).items():
        if person.influence == "high" and not known_to_us(person, context):
            lost = ": who did has left" if person.known_by else ""
            message = f"Nobody of ours knows {called(person, key)}, whose influence is high{lost}. Get introduced, and write known_by."
            yield Fault(CODE, message, ("stakeholders", key))
