"""What two people made of one plan, put together by id: fields, items and lists, never positions in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from acctplan.model.block import BLOCKS
from acctplan.named_tuple import NamedTuple

_NESTED_ITEMS = ("key_results", "challenges")
_TITLES = ("title", "name", "do", "ask", "what", "text", "claim", "metric")
Path = tuple[str, ...]


class Sides(NamedTuple):
    """What is meant, with each conflict settled one way and the other; the same twice where there is none."""

    ours: Any
    theirs: Any


def three_way(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Sides:
    """Long-form trees without what says nothing, put together; what one side alone changed is in both results."""
    return _records((), base, ours, theirs)


def words_of(item: Any) -> str:
    """The words an item is known by; empty without any."""
    found = next((item[name] for name in _TITLES if isinstance(item.get(name), str)), "") if isinstance(item, Mapping) else ""
    return str(found)


def _value(path: Path, base: Any, ours: Any, theirs: Any) -> Sides:
    if len(path) == 1 and isinstance(base, dict) and isinstance(ours, dict) and isinstance(theirs, dict):
        return _records(path, base, ours, theirs)  # equal collections may still differ in order
    if same(ours, theirs) or same(base, theirs):
        return Sides(ours, ours)
    if same(base, ours):
        return Sides(theirs, theirs)
    if len(path) == 1 and isinstance(base, dict):
        ours, theirs = ({} if side is None else side for side in (ours, theirs))
    if isinstance(ours, dict) and isinstance(theirs, dict) and _one_thing(path, base, ours, theirs):
        return _records(path, base or {}, ours, theirs)
    if any(isinstance(side, list) for side in (base, ours, theirs)):
        return _lists(path, *(_many(side) for side in (base, ours, theirs)))
    return Sides(ours, theirs)


def _one_thing(path: Path, base: Any, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether two records can be put together: both come from one, or hold fields alone, or are items of the same words."""
    if base is not None:
        return isinstance(base, dict)
    item = (len(path) == 2 and path[0] in BLOCKS and BLOCKS[path[0]].shape == "items") or path[-2:-1] in [(name,) for name in _NESTED_ITEMS]
    return not item or words_of(ours) == words_of(theirs)


def _records(path: Path, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Sides:
    """Two records or collections by key, in an order that both agree with where they can."""
    left: dict[str, Any] = {}
    right: dict[str, Any] = {}
    for key in _ordered(list(base), list(ours), list(theirs)):
        sides = _value((*path, key), base.get(key), ours.get(key), theirs.get(key))
        for kept, value in zip((left, right), sides, strict=True):
            if value not in (None, {}, []):
                kept[key] = value
    return Sides(left, right)


def _ordered(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """All keys: in the order of the side that changed it, ours where both did; what one side added follows what it followed there."""
    spine, other = (ours, theirs) if _shared(theirs, base) == _shared(base, theirs) else (theirs, ours)
    if spine is theirs and _shared(ours, base) != _shared(base, ours):
        spine, other = ours, theirs
    keys = list(spine)
    for place, key in enumerate(other):
        if key in keys:
            continue
        at = keys.index(other[place - 1]) + 1 if place else 0
        while spine is ours and at < len(keys) and keys[at] not in other:
            at += 1
        keys.insert(at, key)
    return keys


def _shared(keys: Iterable[str], other: Sequence[str]) -> list[str]:
    return [key for key in keys if key in other]


def _lists(path: Path, base: list[Any], ours: list[Any], theirs: list[Any]) -> Sides:
    """Two lists: what either took away is gone, what either added is there. In conflict where both changed the same entry."""
    if len(base) == len(ours) == len(theirs):
        entries = [_value((*path, str(place)), *three) for place, three in enumerate(zip(base, ours, theirs, strict=True))]
        if all(same(entry.ours, entry.theirs) for entry in entries):
            together = [entry.ours for entry in entries]
            return Sides(together, together)
    was, mine, yours = (Counter(map(repr, side)) for side in (base, ours, theirs))
    twice = any(count > 1 for counted in (was, mine, yours) for count in counted.values())
    both_took = (was - mine) & (was - yours)
    if twice or (both_took and (mine - was) != (yours - was)):
        return Sides(ours, theirs)
    spoken = {repr(item): item for item in (*ours, *theirs)}
    kept = _ordered(
        *([key for key in map(repr, side) if (key in mine and key in yours) or key not in was] for side in (base, ours, theirs))
    )
    together = [spoken[key] for key in kept]
    return Sides(together, together)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; one is a list of one."""
    return bool(one == other or _plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return _plain(value[0]) if len(value) == 1 else [_plain(item) for item in value]
    return value


def renames(base: Mapping[str, Any], side: Mapping[str, Any]) -> dict[Path, str]:
    """Items that one side gave another id: path in the base, to new id. The words they are known by stayed, and no other item has them."""
    found: dict[Path, str] = {}
    for block in BLOCKS:
        before, after = base.get(block), side.get(block)
        if BLOCKS[block].ids and isinstance(before, dict) and isinstance(after, dict):
            gone, come = _by_words(before, after), _by_words(after, before)
            found |= {(block, gone[words]): come[words] for words in gone if words in come}
    return found


def _by_words(items: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, str]:
    """Ids that the other side lacks by the words they are known by, where no two items share them."""
    known = Counter(words_of(item) for item in items.values())
    return {words: key for key, item in items.items() if key not in other and (words := words_of(item)) and known[words] == 1}
