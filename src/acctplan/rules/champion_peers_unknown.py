"""Nobody is known beside the champion: no one who reports to the same person.

Why: peers confirm or undo what a champion says, and one of them is the next champion.

Bad:

    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail, reports_to: eva, support: champion}
      eva: {name: Eva Roth, title: CEO}

Good:

    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail, reports_to: eva, support: champion}
      ines: {name: Ines Falk, title: Head of Logistics, reports_to: eva}
      eva: {name: Eva Roth, title: CEO}

Source: Account-planning practice: main contact, champion, the champion's peers, two levels above. Where a champion's own
superior is unsaid, anybody neither above nor below counts as a peer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import called, champions, leads_the_house, people

if TYPE_CHECKING:
    from acctplan.model.stakeholder import Stakeholder

CODE = "AP704"
SEVERITY = "info"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for the first champion; none if any of them has a peer, or nobody above."""
    here, found = people(plan, context), champions(plan, context)
    if not found or any(leads_the_house(one) or _peers(key, one.reports_to, here) for key, one in found.items()):
        return
    key, one = next(iter(found.items()))
    message = f"Nobody beside the champion {called(one, key)} is known. Add somebody who reports to the same person."
    yield Fault(CODE, message, ("stakeholders", key))


def _peers(key: str, above: str | None, here: Mapping[str, Stakeholder]) -> bool:
    others = [one.reports_to for other, one in here.items() if other not in (key, above)]
    return any(superior == above if above else superior != key for superior in others)
