"""Somebody of high influence opposes us and no open action works on it, or nobody of high influence supports us.

Why: influence decides, not the number of friends. An opponent with power is met, or one day outvotes everybody we know.

Bad:

    stakeholders:
      petra: {name: Petra Lang, title: CFO, influence: high, support: opponent}
      ana: {name: Ana Ruiz, title: VP Operations, influence: high, support: champion}

Good:

    stakeholders:
      petra: {name: Petra Lang, title: CFO, influence: high, support: opponent}
      ana: {name: Ana Ruiz, title: VP Operations, influence: high, support: champion}
    actions:
      savings: Show the CFO the seasonal savings (lee, 2026-12-05, with petra)

Source: Account-planning practice: win the key people over, or find who has their ear (a line of `relations` to them).
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import called, present
from ._open import open_actions

CODE = "AP706"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such opponent, and one where no supporter has influence."""
    strong = {key: one for key, one in present(plan, context).items() if one.influence == "high" and not one.unknown}
    met = {person for action in open_actions(plan).values() for person in (action.owner, *action.with_)}
    for key, one in strong.items():
        ears = {line.from_ for line in plan.relations if line.to == key and line.kind != "conflicts-with"}
        if one.support == "opponent" and not met & {key, *ears}:
            message = f"{called(one, key)} has high influence and opposes us. Add an action with them, or with who has their ear."
            yield Fault(CODE, message, ("stakeholders", key))
    if plan.stakeholders and not any(one.support in ("champion", "supporter") for one in strong.values()):
        message = "Nobody of high influence is known to support us. Win one over, or write who has high influence."
        yield Fault(CODE, message, ("stakeholders",))
