"""Every open action of the plan is one person's.

Why: a plan that one person carries out stops when that person is ill. The seller, the specialist and the customer have a part.

Options: actions (5).

Bad:

    # setting: lint: {rules: {actions-of-one-person: {actions: 2}}}
    actions:
      call: Call Tom (dana, 2026-12-01, rosters)
      train: Train the shop leads (dana, 2026-12-12, rosters)

Good:

    # setting: lint: {rules: {actions-of-one-person: {actions: 2}}}
    actions:
      call: Call Tom (lee, 2026-12-01, rosters)
      train: Train the shop leads (dana, 2026-12-12, rosters)

Source: Account-planning practice: the plan is a team's. From how many actions on is our own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_actions
from ._words import quoted

CODE = "AP505"
SEVERITY = "info"
FIX = "none"
OPTIONS = {"actions": 5}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on the block. An action without an owner is another rule's."""
    least = context.option("actions-of-one-person", "actions", OPTIONS["actions"])
    owners = [action.owner for action in open_actions(plan).values()]
    if len(owners) >= least and len(set(owners)) == 1 and owners[0]:
        person = plan.stakeholders.get(owners[0])
        name = (person and person.name) or context.team.name(owners[0])
        yield Fault(CODE, f"All {len(owners)} open actions are {quoted(name, 4)}'s. Give some to who can do them better.", ("actions",))
