"""A role, a team, a side or several names where one person is needed.

Why: a role answers no call, and of two owners each waits for the other.

Bad:

    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: csm}
    actions:
      train: {do: Train the shop leads, owner: dana and lee, due: 2026-12-12}

Good:

    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: dana}
    actions:
      train: {do: Train the shop leads, owner: dana, with: lee, due: 2026-12-12}

Source: Account-planning practice: one person, by name; a role or a pair shares the blame and drops the work.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Entry
from acctplan.model.edit import Edit
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.model.reference import ONE_PERSON

from ._answerable import not_one_person
from ._context import Context
from ._mending import put_in_place
from ._references import references
from ._words import quoted, where

CODE = "AP213"
SEVERITY = "error"
FIX = "unsafe"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each field of one person that names something else. An id somebody has is a person."""
    yield from context.found(CODE)
    people = {*context.team, *plan.team, *plan.stakeholders}
    for reference in references(plan):
        if reference.pattern in ONE_PERSON and reference.value not in people and (what := not_one_person(reference.value)):
            message = f"{quoted(reference.value, 4)} in {where(plan, reference.path)} is {what}. Name one person."
            yield Fault(CODE, message, reference.path, arguments=(reference.value,))


def mend(entry: Entry, fault: Fault, context: Context) -> list[Edit]:
    """The one person who has that role on the account."""
    team = entry.plan.team if entry.plan else {}
    people = [person for person, roles in team.items() if fault.arguments and fault.arguments[0] in roles]
    return put_in_place(entry, fault._replace(offer=people[0]), context) if len(people) == 1 else []
