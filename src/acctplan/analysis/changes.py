"""What differs between two states of a plan: matched by id, then by what names a record, then by likeness, never by position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from acctplan.model.block import BLOCKS
from acctplan.model.change import Change
from acctplan.model.plan import Plan

from .consequence import rank
from .keyed import Entries, body_parts, keyed, said, unkeyed
from .likeness import Pairs, likeness, matched
from .raw_change import ITEMS_WITHIN, Kind, Path, Raw, holds_items, moved


def changes(old: Plan | None, new: Plan | None, to_compare: Callable[[Any, str], Any] = keyed) -> list[Change]:
    """One Change for each item added, removed, moved or renamed and each field changed, most consequential first; none for equal plans.

    A plan that is absent on one side is one Change with an empty path. A renamed or moved item stands under its new path, that change
    before the changes of its fields. `to_compare` gives a field as `keyed` does; `KeyedOnce` is for many versions of one plan.
    """
    plan_id = new.id if new else old.id if old else ""
    if old is None or new is None:
        kind: Kind = "removed" if new is None else "added"
        return [Change(plan_id, (), kind, "human", old.account if old else None, new.account if new else None)] if old or new else []
    before, after = ({name: to_compare(value, name) for name, value in plan.tree.items()} for plan in (old, new))
    return _told(plan_id, [*_compare((), said(before), said(after)), *_bodies(old.body, new.body)])


def everything(plan: Plan, kind: Kind) -> list[Change]:
    """All that a plan brings with it, or takes away, item by item."""
    whole, nothing = Plan(plan.id, plan.tree, plan.body), Plan(plan.id, {})
    return changes(whole, nothing) if kind == "removed" else changes(nothing, whole)


def differences(plan_id: str, path: Path, old: Any, new: Any) -> list[Change]:
    """The changes at and below one path, between two values of it; a block that came or went is told item by item."""
    before, after = keyed(old, path[-1]), keyed(new, path[-1])
    if isinstance(before, dict) or isinstance(after, dict):
        empty = type(before if isinstance(before, dict) else after)()
        before, after = before or empty, after or empty
    return _told(plan_id, _compare(path, before, after))


def _told(plan_id: str, found: Iterator[Raw] | list[Raw]) -> list[Change]:
    told = []
    for path, kind, old, new, score in moved(list(found), _compare):
        told.append(Change(plan_id, path, kind, "human", unkeyed(old), unkeyed(new), score))
    return sorted(told, key=lambda change: rank(change.path))


_parts = lru_cache(4)(body_parts)
"""A version's body stands on both sides: before its change and after it."""


def _bodies(old: str, new: str) -> Iterator[Raw]:
    """Bodies by their headings; white space says nothing."""
    if old == new or old.split() == new.split():
        return
    before, after = _parts(old), _parts(new)
    if not {*before, *after} - {"opening"}:
        yield ("body",), "changed", old, new, None
        return
    same = {key: part for key, part in before.items() if key in after and part.split() == after[key].split()}
    yield from _compare(("body",), before, Entries({**after, **same}))


def _compare(path: Path, old: Any, new: Any) -> Iterator[Raw]:
    if isinstance(old, dict) and isinstance(new, dict) and type(old) is type(new):
        yield from _compare_keys(path, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        if Counter(map(repr, old)) != Counter(map(repr, new)):
            yield path, "changed", old, new, None
    elif isinstance(old, list) or isinstance(new, list):
        if _one_of(old) != _one_of(new):
            yield path, "changed", _many(old), _many(new), None
    elif isinstance(old, Entries) or isinstance(new, Entries):
        if _one_of(unkeyed(old)) != _one_of(unkeyed(new)):
            yield path, "changed", old, new, None
    elif old != new:
        yield path, "changed", old, new, None


def _one_of(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _many(value: Any) -> Any:
    return value if isinstance(value, (list, dict)) else [value]


def _compare_keys(path: Path, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Raw]:
    gone = [key for key in old if key not in new]
    come = [key for key in new if key not in old]
    renamed = _renames(path, old, new, gone, come) if holds_items(path, old) else {}
    for key in old:
        if key in renamed:
            other, score = renamed[key]
            yield (*path, other), "renamed", key, other, score
            yield from _compare((*path, other), old[key], new[other])
        elif key in new:
            before, after = old[key], new[key]
            if type(before) is str and type(after) is str:
                if before != after:
                    yield (*path, key), "changed", before, after, None
            elif before is not after and before != after:
                yield from _compare((*path, key), before, after)
        else:
            yield from _one_sided(path, key, old[key], None, holds_items(path, old))
    taken = {other for other, _ in renamed.values()}
    for key in come:
        if key not in taken:
            yield from _one_sided(path, key, None, new[key], holds_items(path, new))


def _one_sided(path: Path, key: str, old: Any, new: Any, item: bool) -> Iterator[Raw]:
    """What stands on one side only: an item as one, a collection item by item, anything else as a field."""
    value = new if old is None else old
    here = (*path, key)
    if item or (len(path) == 1 and path[0] in BLOCKS and BLOCKS[path[0]].shape in ("items", "table")):
        yield here, "removed" if new is None else "added", old, new, None
    elif isinstance(value, Entries) or (isinstance(value, dict) and (not path or key in ITEMS_WITHIN)):
        yield from _compare(here, type(value)() if old is None else old, type(value)() if new is None else new)
    else:
        yield here, "changed", old, new, None


def _renames(path: Path, old: dict[str, Any], new: dict[str, Any], gone: list[str], come: list[str]) -> Pairs:
    """Leftovers that are the same item under another id: old id to (new id, likeness 0 to 1)."""
    names = ("name",) if path == ("stakeholders",) else ()
    return matched(gone, come, lambda a, b: likeness(old[a], new[b], names))
