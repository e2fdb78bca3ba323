"""Which items of a plan changes touch, and whether a key path belongs to one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from acctplan.model.block import BLOCKS
from acctplan.model.change import Change

Path = tuple[str, ...]
WHOLE: frozenset[Path] = frozenset({()})
"""Everything in the plan is touched."""


def touched_items(changes: Iterable[Change]) -> frozenset[Path]:
    """Paths of the items and blocks that changed. An item is a block's entry with an id; other blocks count as one."""
    return frozenset(change.path[: _depth(change.path)] for change in changes)


def _depth(path: Path) -> int:
    if path and path[0] in BLOCKS and BLOCKS[path[0]].shape in ("items", "table"):
        return 2
    return 1


def is_touched(path: Path, items: Collection[Path]) -> bool:
    """Whether a key path is at, in or around one of the items: what is said of a block or plan is said of all in it.

    >>> is_touched(("goals", "rosters", "owner"), {("goals", "rosters")}), is_touched(("goals", "export"), {("goals", "rosters")})
    (True, False)
    """
    return any(path[: len(item)] == item or item[: len(path)] == path for item in items)
