"""What of a plan the customer may read, in the words they would read."""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.plan import Plan
from acctplan.named_tuple import NamedTuple

from ._once import once

_WORDS = {
    "goals": ("title", "quote", "why"), "milestones": ("title",), "success_criteria": ("text",), "value": ("claim",),
    "stakeholders": ("title",),
}  # fmt: skip


class Wording(NamedTuple):
    """A shared text and where it stands."""

    path: tuple[str, ...]
    text: str


@once
def shared_items(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Block and id of every item with anything shared: marked so, or with a wording of its own for them."""
    blocks = (*_WORDS, "actions", "risks")
    return tuple(
        (block, key)
        for block in blocks
        if block in plan.tree
        for key, item in getattr(plan, block).items()
        if getattr(item, "share", False) or getattr(item, "shared_as", None)
    )


@once
def shared_wordings(plan: Plan) -> tuple[Wording, ...]:
    """Every text that is shared. A wording for them stands in place of an action's or a risk's own words."""
    return tuple(wording for block, key in shared_items(plan) for wording in _of(plan, block, key))


def _of(plan: Plan, block: str, key: str) -> Iterator[Wording]:
    item = getattr(plan, block)[key]
    fields = _WORDS.get(block) or (("shared_as",) if item.shared_as else ("do",))
    for field in fields:
        if text := getattr(item, field):
            yield Wording((block, key, field), text)
    for name, result in item.key_results.items() if block == "goals" else ():
        if result.metric:
            yield Wording((block, key, "key_results", name, "metric"), result.metric)
