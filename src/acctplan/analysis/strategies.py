"""One plan as several branches have it, side by side: goals, actions, people, money, dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from acctplan.model.plan import Plan

GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "goals": {"goals": ("status", "due", "owner")},
    "actions": {"actions": ("owner", "due", "status")},
    "people": {"stakeholders": ("decision_role", "influence", "support")},
    "money": {"arr": (), "revenue": (), "opportunities": ("amount", "stage", "close_on")},
    "dates": {"renewal": ("renews_on", "notice_on"), "milestones": ("due", "status")},
}
"""What is compared under each heading: blocks, and the fields of their items that are told."""
_ONE = ("renewal",)
_TITLES = ("name", "title", "do")


class Row(NamedTuple):
    """One item or value. `said` holds the parts that each branch says of it, None where it is absent there."""

    group: str
    path: tuple[str, ...]
    title: str
    said: tuple[tuple[str, ...] | None, ...]

    @property
    def same(self) -> bool:
        """Whether all branches say the same."""
        return len(set(self.said)) == 1


class Strategies(NamedTuple):
    """A plan on several branches. `branches` are their names, `rows` all that was compared, in the order of the plan.

    `states` tells what each name was taken for.
    """

    plan: str
    account: str
    branches: tuple[str, ...]
    rows: tuple[Row, ...]
    every: bool = False
    states: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """The comparison, as machine formats give it."""
        rows = [
            {
                "group": row.group,
                "path": ".".join(row.path),
                "title": row.title,
                "said": [_joined(parts) for parts in row.said],
                "same": row.same,
            }
            for row in self.rows
        ]
        return {"plan": self.plan, "account": self.account, "branches": list(self.branches), "states": list(self.states), "rows": rows}


def _joined(parts: tuple[str, ...] | None) -> str | None:
    return None if parts is None else ", ".join(parts) or "there"


def strategies(plans: Sequence[Plan | None], branches: Sequence[str], *, every: bool = False) -> Strategies:
    """The plan's states held against each other, one a branch; None where a branch has no such plan. At least one has it.

    With `every`, what all branches say alike is to be told too.
    """
    trees = [plan.tree if plan else {} for plan in plans]
    rows = [row for group, blocks in GROUPS.items() for block, fields in blocks.items() for row in _rows(group, block, fields, trees)]
    named = next(plan for plan in plans if plan)
    return Strategies(named.id, named.account, tuple(branches), tuple(rows), every)


def _rows(group: str, block: str, fields: Sequence[str], trees: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The rows of a block: one a value, or one an item, as the first branch that has it orders them."""
    held = [tree.get(block) for tree in trees]
    records = [value if isinstance(value, Mapping) else {} for value in held]
    if block in _ONE:
        found = [
            Row(group, (block, name), name.replace("_", " "), tuple(_alone(record.get(name)) for record in records)) for name in fields
        ]
    elif any(records):
        keys = dict.fromkeys(key for record in records for key in record)
        found = [_item(group, (block, key), fields, [record.get(key) for record in records]) for key in keys]
    else:
        found = [Row(group, (block,), block, tuple(_alone(value) for value in held))]
    return [row for row in found if any(parts is not None for parts in row.said)]


def _item(group: str, path: tuple[str, ...], fields: Sequence[str], items: Sequence[Any]) -> Row:
    """A row of one item; what it is called is told in every cell where branches call it differently."""
    titles = [_title(item) for item in items]
    title = next((words for words in titles if words), path[-1])
    said: list[tuple[str, ...] | None] = []
    for item, words in zip(items, titles, strict=True):
        own = words if words and words != title else None
        parts = [_words(item.get(name)) for name in fields] if isinstance(item, Mapping) else [_words(item)]
        seat = "open seat" if isinstance(item, Mapping) and item.get("unknown") == "true" else None
        said.append(None if item is None else tuple(part for part in (own, seat, *parts) if part))
    return Row(group, path, title, tuple(said))


def _title(item: Any) -> str:
    return next((str(item[name]) for name in _TITLES if isinstance(item.get(name), str)), "") if isinstance(item, Mapping) else ""


def _alone(value: Any) -> tuple[str, ...] | None:
    words = _words(value)
    return None if words is None else (words,)


def _words(value: Any) -> str | None:
    """A value on one line; None where nothing is said."""
    if isinstance(value, list):
        return " and ".join(str(part) for part in value) or None
    return str(value) if isinstance(value, str) else None
