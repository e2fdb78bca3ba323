"""Under a third of the open goals belong to people of high influence.

Why: goals of people without influence are the first to go when money is short.

Options: percent (33).

Bad:

    stakeholders: {ben: {name: Ben Okafor, influence: low}}
    goals:
      kit: {title: New staff start with one kit, said_by: ben, owner: dana}

Good:

    stakeholders: {ana: {name: Ana Ruiz, influence: high}, ben: {name: Ben Okafor, influence: low}}
    goals:
      kit: {title: New staff start with one kit, said_by: ben, owner: dana}
      ramp-up: {title: New seasonal staff productive in ten days, said_by: ana, owner: dana}

Source: Account-planning practice: a third of the goals at least belongs to key players. A goal is theirs whose stakeholder
they are, or who said it. People whose influence is unsaid are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals

CODE = "AP718"
SEVERITY = "info"
FIX = "none"
OPTIONS = {"percent": 33}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault; a goal whose person is not on the map, or there without an influence, is left to other rules."""
    least = context.option("goals-far-from-power", "percent", OPTIONS["percent"])
    people = [plan.stakeholders.get(goal.accountable or "") for goal in open_goals(plan).values()]
    known = [person for person in people if person and person.influence]
    near = sum(person.influence == "high" for person in known)
    if 100 * near < least * len(known):
        said = f"{near} of {len(known)} open goals belong to people" if len(known) > 1 else "The open goal belongs to nobody"
        yield Fault(CODE, f"{said} of high influence. Ask somebody who has it what they want.", ("goals",))
