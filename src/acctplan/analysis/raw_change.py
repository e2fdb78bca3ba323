"""Changes while they are being found: items that left one place and came to another are one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from acctplan.model.block import BLOCKS

from .keyed import Entries
from .likeness import ALIKE, likeness

Kind = Literal["added", "removed", "changed", "moved", "renamed"]
Path = tuple[str, ...]
Raw = tuple[Path, Kind, Any, Any, float | None]
"""Path, kind, old and new value, and how sure a match by likeness is (0 to 1)."""

ITEMS_WITHIN = frozenset({"key_results", "challenges"})


def holds_items(path: Path, value: Any) -> bool:
    """Whether what stands below a path are records that come, go and are renamed as one."""
    if isinstance(value, Entries):
        return True
    return bool(path) and ((len(path) == 1 and path[0] in BLOCKS and BLOCKS[path[0]].ids) or path[-1] in ITEMS_WITHIN)


def moved(found: list[Raw], compare: Callable[[Path, Any, Any], Iterator[Raw]]) -> Iterator[Raw]:
    """The changes, with an item that left one collection and came to another under the same id as one move and its fields' changes."""
    gone: dict[str, list[Raw]] = {}
    for raw in found:
        if raw[1] == "removed" and len(raw[0]) > 1 and isinstance(raw[2], dict):
            gone.setdefault(raw[0][-1], []).append(raw)
    pairs = {}
    for raw in found:
        if raw[1] == "added" and isinstance(raw[3], dict):
            left = next((one for one in gone.get(raw[0][-1], ()) if likeness(one[2], raw[3]) >= ALIKE), None)
            if left is not None:
                gone[raw[0][-1]].remove(left)
                pairs[raw[0]] = left
    taken = {left[0] for left in pairs.values()}
    for raw in found:
        if raw[1] == "removed" and raw[0] in taken:
            continue
        if raw[1] == "added" and raw[0] in pairs:
            was = pairs[raw[0]]
            yield raw[0], "moved", ".".join(was[0]), ".".join(raw[0]), None
            yield from compare(raw[0], was[2], raw[3])
        else:
            yield raw
