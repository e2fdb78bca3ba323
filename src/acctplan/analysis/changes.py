"""What differs between two states of a plan: matched by id, then by likeness, never by position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from acctplan.model.block import BLOCKS
from acctplan.model.change import Change
from acctplan.model.plan import Plan

_NESTED_ITEMS = frozenset({"key_results", "challenges"})
_RENAME_AT_LEAST = 0.8
_TITLES = ("title", "name", "do", "ask", "what", "text", "claim", "metric")
ORDER = (
    "account", "owner", "lifecycle", "posture", "tier", "arr", "revenue", "renewal", "pulse", "health", "opportunities",
    "risks", "goals", "stakeholders", "team", "actions", "milestones", "movements", "questions", "units", "intent",
)  # fmt: skip
"""Blocks, most consequential first; the rest follow in the field's order."""


def changes(old: Plan | None, new: Plan | None) -> list[Change]:
    """One Change for each item added or removed and each field changed, most consequential first; none for equal plans.

    A plan that is absent on one side is one Change with an empty path.
    """
    plan_id = new.id if new else old.id if old else ""
    if old is None or new is None:
        kind: _Kind = "removed" if new is None else "added"
        return [Change(plan_id, (), kind, "human", old.account if old else None, new.account if new else None)] if old or new else []
    found = [
        Change(plan_id, path, kind, "human", before, after, score)
        for path, kind, before, after, score in _compare((), _said(old.tree), _said(new.tree))
    ]
    if old.body.split() != new.body.split():
        found.append(Change(plan_id, ("body",), "changed", "human", old.body, new.body))
    return sorted(found, key=lambda change: _rank(change.path))


_Kind = Literal["added", "removed", "changed", "renamed"]
_Raw = tuple[tuple[str, ...], _Kind, Any, Any, float | None]


def _rank(path: tuple[str, ...]) -> tuple[int, int]:
    block = path[0]
    known = [*ORDER, *(name for name in BLOCKS if name not in ORDER)]
    return (known.index(block), 0) if block in known else (len(known), 0)


def _said(value: Any) -> Any:
    """A tree without what says nothing: a blank and an absent field are the same."""
    if isinstance(value, Mapping):
        kept = {key: _said(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, {}, [])}
    if isinstance(value, (list, tuple)):
        return [_said(item) for item in value]
    return value


def differences(plan_id: str, path: tuple[str, ...], old: Any, new: Any) -> list[Change]:
    """The changes at and below one path, between two values of it; a block that came or went is told item by item."""
    before, after = _said(old), _said(new)
    if isinstance(before, dict) or isinstance(after, dict):
        before, after = before or {}, after or {}
    return [Change(plan_id, steps, kind, "human", was, now, score) for steps, kind, was, now, score in _compare(path, before, after)]


def _compare(path: tuple[str, ...], old: Any, new: Any) -> Iterator[_Raw]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _compare_keys(path, old, new)
    elif isinstance(old, list) or isinstance(new, list):
        before, after = _as_list(old), _as_list(new)
        if Counter(map(repr, before)) != Counter(map(repr, after)):
            yield path, "changed", before, after, None
    elif old != new:
        yield path, "changed", old, new, None


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _compare_keys(path: tuple[str, ...], old: dict[str, Any], new: dict[str, Any]) -> Iterator[_Raw]:
    gone = [key for key in old if key not in new]
    come = [key for key in new if key not in old]
    renamed = _renames(path, old, new, gone, come) if _holds_items(path) else {}
    for key in old:
        if key in renamed:
            other, score = renamed[key]
            yield (*path, other), "renamed", key, other, score
            yield from _compare((*path, other), old[key], new[other])
        elif key in new:
            yield from _compare((*path, key), old[key], new[key])
        elif not path and isinstance(old[key], dict):
            yield from _compare((key,), old[key], {})
        else:
            yield (*path, key), "removed" if _whole(path) else "changed", old[key], None, None
    for key in come:
        if key in {other for other, _ in renamed.values()}:
            continue
        if not path and isinstance(new[key], dict):
            yield from _compare((key,), {}, new[key])
        else:
            yield (*path, key), "added" if _whole(path) else "changed", None, new[key], None


def _holds_items(path: tuple[str, ...]) -> bool:
    return (len(path) == 1 and path[0] in BLOCKS and BLOCKS[path[0]].ids) or (bool(path) and path[-1] in _NESTED_ITEMS)


def _whole(path: tuple[str, ...]) -> bool:
    """Whether what stands at a path is an item that comes and goes as one."""
    return _holds_items(path) or (len(path) == 1 and path[0] in BLOCKS and BLOCKS[path[0]].shape in ("items", "table"))


def _renames(
    path: tuple[str, ...], old: dict[str, Any], new: dict[str, Any], gone: list[str], come: list[str]
) -> dict[str, tuple[str, float]]:
    """Leftovers that are the same item under another id: old id to (new id, likeness 0 to 1), best pairs first."""
    pairs = [(_likeness(path, old[a], new[b]), a, b) for a in gone for b in come]
    matched: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for score, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score >= _RENAME_AT_LEAST and a not in matched and b not in taken:
            matched[a] = (b, round(score, 2))
            taken.add(b)
    return matched


def _likeness(path: tuple[str, ...], old: Any, new: Any) -> float:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return 0.0
    names = ("name",) if path == ("stakeholders",) else _TITLES
    first, second = (next((item[name] for name in names if isinstance(item.get(name), str)), "") for item in (old, new))
    if not first or not second:
        return 0.0
    from rapidfuzz import fuzz

    return fuzz.ratio(first, second) / 100
