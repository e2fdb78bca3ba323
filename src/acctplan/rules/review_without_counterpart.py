"""The account manager or the CSM was not among the people of the last review.

Why: what one of the two decides alone, the other learns from the customer.

Bad:

    owner: dana
    team: {dana: csm, lee: am}
    reviews:
      2026-11-02: {kind: planning-day, by: dana, with: priya}

Good:

    owner: dana
    team: {dana: csm, lee: am}
    reviews:
      2026-11-02: {kind: planning-day, by: dana, with: lee}

Source: Account-planning practice: the monthly planning day is for both. One-on-ones with a manager are not counted,
nor is a review that names nobody of ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._pair import SIDES, pair
from ._words import listed, quoted

CODE = "AP502"
SEVERITY = "warning"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on the last review. A side that nobody fills is another rule's."""
    today = context.today.isoformat()
    held = [day for day, review in plan.reviews.items() if review.kind != "one-on-one" and day[:10] <= today]
    if not held:
        return
    last = max(day[:10] for day in held)
    there = {person for day in held if day[:10] == last for person in (plan.reviews[day].by, *plan.reviews[day].with_)}
    if not there.difference(plan.stakeholders, [None]):
        return
    sides = pair(plan, context)
    absent = [(people[0], SIDES[side]) for side, people in sides.items() if people and not there.intersection(people)]
    if absent:
        who = listed([f"{quoted(context.team.name(person), 3)} ({role})" for person, role in absent])
        key = next(day for day in held if day[:10] == last)
        message = f"{who} {'were' if absent[1:] else 'was'} not in the review of {last}. Go through the plan together."
        yield Fault(CODE, message, ("reviews", key))
