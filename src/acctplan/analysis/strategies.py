"""One plan as several branches have it, side by side: goals, actions, people, money, dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from acctplan.model.plan import Plan
from acctplan.model.team import NOBODY, Team
from acctplan.named_tuple import NamedTuple

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
    """One item or value. `said` holds the parts that each branch says of it, None where it is absent there.

    `shown` is the same with people by name, as a person reads it.
    """

    group: str
    path: tuple[str, ...]
    title: str
    said: tuple[tuple[str, ...] | None, ...]
    shown: tuple[tuple[str, ...] | None, ...]

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


def strategies(plans: Sequence[Plan | None], branches: Sequence[str], team: Team = NOBODY, *, every: bool = False) -> Strategies:
    """The plan's states held against each other, one a branch; None where a branch has no such plan. At least one has it.

    With `every`, what all branches say alike is to be told too. `team` are our people, by whose names owners are told.
    """
    trees = [plan.tree if plan else {} for plan in plans]
    names = [_names(plan, team) for plan in plans]
    rows = [
        row for group, blocks in GROUPS.items() for block, fields in blocks.items() for row in _rows(group, block, fields, trees, names)
    ]
    named = next(plan for plan in plans if plan)
    return Strategies(named.id, named.account, tuple(branches), tuple(rows), every)


def _names(plan: Plan | None, team: Team) -> dict[str, str]:
    """What people are called in a state of the plan, by id: ours first."""
    theirs = plan.stakeholders if plan else {}
    return {key: person.name or person.title or key for key, person in theirs.items()} | {key: team.name(key) for key in team}


def _rows(
    group: str, block: str, fields: Sequence[str], trees: Sequence[Mapping[str, Any]], names: Sequence[Mapping[str, str]]
) -> list[Row]:
    """The rows of a block: one a value, or one an item, as the first branch that has it orders them."""
    held = [tree.get(block) for tree in trees]
    records = [value if isinstance(value, Mapping) else {} for value in held]
    if block in _ONE:
        found = [_value(group, (block, name), name.replace("_", " "), [record.get(name) for record in records]) for name in fields]
    elif any(records):
        keys = dict.fromkeys(key for record in records for key in record)
        found = [_item(group, (block, key), fields, [record.get(key) for record in records], names) for key in keys]
    else:
        found = [_value(group, (block,), block, held)]
    return [row for row in found if any(parts is not None for parts in row.said)]


def _value(group: str, path: tuple[str, ...], title: str, values: Sequence[Any]) -> Row:
    """A row of one value."""
    said = tuple(None if (words := _words(value)) is None else (words,) for value in values)
    return Row(group, path, title, said, said)


def _item(group: str, path: tuple[str, ...], fields: Sequence[str], items: Sequence[Any], names: Sequence[Mapping[str, str]]) -> Row:
    """A row of one item; what it is called is told in every cell where branches call it differently."""
    titles = [_title(item) for item in items]
    title = next((words for words in titles if words), path[-1])
    own = [words if words != title else "" for words in titles]
    said = tuple(_parts(item, fields, words, {}) for item, words in zip(items, own, strict=True))
    shown = tuple(_parts(item, fields, words, people) for item, words, people in zip(items, own, names, strict=True))
    return Row(group, path, title, said, shown)


def _parts(item: Any, fields: Sequence[str], own: str, people: Mapping[str, str]) -> tuple[str, ...] | None:
    """What a branch says of an item, its owner by the name that `people` has; None where it is absent."""
    if item is None:
        return None
    if not isinstance(item, Mapping):
        return tuple(part for part in (own, _words(item)) if part)
    said = {name: _words(item.get(name)) for name in fields}
    if owner := said.get("owner"):
        said["owner"] = people.get(owner, owner)
    return tuple(part for part in (own, "open seat" if item.get("unknown") == "true" else None, *said.values()) if part)


def _title(item: Any) -> str:
    return next((str(item[name]) for name in _TITLES if isinstance(item.get(name), str)), "") if isinstance(item, Mapping) else ""


def _words(value: Any) -> str | None:
    """A value on one line; None where nothing is said."""
    if isinstance(value, list):
        return " and ".join(str(part) for part in value) or None
    return str(value) if isinstance(value, str) else None
