"""An id that names nothing: no person, stakeholder, goal, risk, unit, product, fact or block goes by it.

Why: a plan hangs together by names. One that leads nowhere hides an owner who is not there and a risk nobody answers.

Bad:

    goals: {rosters: {title: Rosters two weeks ahead, owner: danna}}
    actions: {train: "Train the shop leads (dana, 2026-12-12, roster)"}

Good:

    goals: {rosters: {title: Rosters two weeks ahead, owner: dana}}
    actions: {train: "Train the shop leads (dana, 2026-12-12, rosters)"}

Source: The plan format (docs/format.md): ids name people and items that are there. AP213 and AP108 replace this fault on the same value.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.model.reference import ONE_PERSON

from ._answerable import not_one_person
from ._context import Context
from ._mending import put_in_place
from ._references import Names, Reference, looks_dated
from ._words import quoted, where

CODE = "AP105"
SEVERITY = "error"
FIX = "unsafe"
mend = put_in_place
_LACKS = {
    "ours": ("is nobody in the team", "Add the person to the team file."), "theirs": ("is no stakeholder", "Add them to stakeholders."),
    "person": ("is nobody of ours or theirs", "Add the person."), "unit": ("is no unit of the plan", "Add the unit."),
    "product": ("is no product of the book", "Name one of those."), "goal": ("is no goal of the plan", "Name one of its goals."),
    "aim": ("is nothing in the plan", "Name what it blocks."), "reason": ("is nothing in the plan", "Name a risk, opportunity or goal."),
    "item": ("is nothing in the plan", "Name an item."), "evidence": ("is neither a fact nor an item", "Name what shows it."),
    "block": ("is no block of a plan", "Name one, such as risks."),
}  # fmt: skip


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each name that leads nowhere, with the nearest known one."""
    names = Names(plan, context)
    for reference in names.unknown():
        if not (reference.pattern in ONE_PERSON and not_one_person(reference.value)) and not looks_dated(reference):
            near = names.like(reference)
            yield Fault(CODE, _said(reference, near, plan), reference.path, arguments=(reference.value,), offer=near)


def _said(reference: Reference, near: str, plan: Plan) -> str:
    lack, act = _LACKS[reference.kind]
    if reference.kind == "ours" and reference.value in plan.stakeholders:
        lack, act = "is the customer's", "Name one of ours."
    place = reference.path[0] if reference.pattern.endswith("@") else where(plan, reference.path)
    return f"{quoted(reference.value, 4)} in {place} {lack}. {f'Write {near}.' if near else act}"
