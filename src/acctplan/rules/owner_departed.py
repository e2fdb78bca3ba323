"""Somebody who has left still owns something open, or still answers for a goal at the customer.

Why: the name is there, so nobody asks; the person is not, so nothing happens.

Bad:

    actions:
      train: Train the shop leads (mo, 2026-12-12, rosters)

Good:

    actions:
      train: Train the shop leads (dana, 2026-12-12, rosters)

Source: Account-planning practice: when somebody leaves, what hung on them is handed over first.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._owned import owned
from ._words import quoted, where

CODE = "AP206"
SEVERITY = "error"
FIX = "none"
CLOCK = True


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each open thing whose owner or stakeholder has left by today."""
    for path, person in owned(plan, context.settings):
        member, contact = context.team.get(person), plan.stakeholders.get(person)
        gone = member.gone(context.today) if member else bool(contact and contact.left_on and contact.left_on <= context.today)
        if gone:
            name = (member and member.name) or (contact and contact.name) or person
            yield Fault(CODE, f"{quoted(name, 4)}, {where(plan, path)}, has left. Name somebody who is there.", path)
