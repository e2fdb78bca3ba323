"""Nobody on the stakeholder map speaks for us.

Why: decisions about us are made when we are not in the room. A champion is the one who then speaks, and says what was said.

Bad:

    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail, support: supporter}

Good:

    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail, support: champion}

Source: Account-planning practice: main contact, champion, the champion's peers, two levels above. An empty map is AP715's.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import called, champions

CODE = "AP700"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault; a champion who has left by today is named."""
    if not plan.stakeholders or champions(plan, context):
        return
    lost = next((called(one, key) for key, one in plan.stakeholders.items() if one.support == "champion" and not one.group), "")
    why = f"The champion {lost} has left" if lost else "Nobody on the stakeholder map is our champion"
    yield Fault(CODE, f"{why}: who speaks for us when we are not there? Find somebody, and mark them champion.", ("stakeholders",))
