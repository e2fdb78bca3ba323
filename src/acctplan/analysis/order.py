"""What stands in another order than before: of no meaning to a plan, and sometimes asked for all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from acctplan.model.change import Change
from acctplan.model.plan import Plan

from .consequence import rank
from .keyed import Entries, keyed
from .raw_change import Path, holds_items


def reordered(old: Plan, new: Plan) -> list[Change]:
    """One cosmetic Change of kind `moved` for each collection whose lasting entries changed their order; `old` and `new` are that order."""
    found = [
        Change(new.id, path, "moved", "cosmetic", before, after) for path, before, after in _orders((), keyed(old.tree), keyed(new.tree))
    ]
    return sorted(found, key=lambda change: rank(change.path))


def _orders(path: Path, old: Any, new: Any) -> Iterator[tuple[Path, list[Any], list[Any]]]:
    if isinstance(old, list) and isinstance(new, list):
        yield from _apart(path, old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        if isinstance(old, Entries) == isinstance(new, Entries) and holds_items(path, old):
            yield from _apart(path, list(old), list(new))
        for key in old:
            if key in new:
                yield from _orders((*path, key), old[key], new[key])


def _apart(path: Path, old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[Path, list[Any], list[Any]]]:
    shared = Counter(map(repr, old)) & Counter(map(repr, new))
    before, after = ([item for item in side if repr(item) in shared] for side in (old, new))
    if before != after and Counter(map(repr, before)) == Counter(map(repr, after)):
        yield path, before, after
