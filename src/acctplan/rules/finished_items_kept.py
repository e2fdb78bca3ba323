"""Something was done, dropped or closed long ago and still stands in the plan.

Why: every finished line makes the open ones harder to see. Git remembers what was; the plan says what is.

Options: days (92).

Bad:

    actions:
      call: {do: Call Tom, owner: dana, status: done, done_on: 2026-06-30}

Good:

    actions:
      call: {do: Call Tom, owner: dana, status: done, done_on: 2026-11-06}

Source: Account-planning practice: a plan is what moves the account now. Without a closing day of its own, an item is
as old as the last change of its block. What something else still names, and a plan for a period, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Entry
from acctplan.model.edit import Edit
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import finished_of
from ._references import references
from ._words import called

CODE = "AP408"
SEVERITY = "info"
FIX = "unsafe"
CLOCK = True
OPTIONS = {"days": 92}
_BLOCKS = ("goals", "risks", "opportunities", "actions", "milestones", "questions", "asks")


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each finished item that nothing names."""
    before = context.days_ago(context.option("finished-items-kept", "days", OPTIONS["days"]))
    for block in _BLOCKS if plan.mode == "living" else ():
        for key, item in finished_of(plan, block, context.settings).items():
            closed = next((day for field in ("done_on", "answered_on") if (day := vars(item).get(field))), None)
            if closed is None and (age := context.ages.of(block)):
                closed = age.on
            if closed and closed < before and not {key, f"{block}.{key}"} & {reference.value for reference in references(plan)}:
                message = f"{called(item, key)} was finished by {closed}. Take it out: `acctplan remove {plan.id} {key}`. Git remembers it."
                yield Fault(CODE, message, (block, key))


def mend(entry: Entry, fault: Fault, context: Context) -> list[Edit]:
    """The item taken out of the plan."""
    return [Edit("remove", fault.path)]
