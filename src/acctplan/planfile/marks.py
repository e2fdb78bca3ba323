"""A merge that needs a person: both texts in one, git's own marks around the lines that differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from acctplan.model.merge import OURS, THEIRS, Region

_LONG = 2000


def marked(ours: str, theirs: str, size: int) -> tuple[str, int]:
    """A text with both sides of every difference, and how many there are; `size` is the length of a mark."""
    mine, yours = (text.split("\n") for text in (ours, theirs))
    ending = "\r" if "\r\n" in ours else ""
    blocks = SequenceMatcher(None, mine, yours, autojunk=len(mine) > _LONG).get_opcodes()
    lines: list[str] = []
    for kind, first, last, start, end in blocks:
        lines += mine[first:last] if kind == "equal" else _sides(mine[first:last], yours[start:end], size, ending)
    return "\n".join(lines), sum(kind != "equal" for kind, *_ in blocks)


def _sides(ours: Sequence[str], theirs: Sequence[str], size: int, ending: str) -> list[str]:
    opening, middle, closing = (f"{mark * size}{label}{ending}" for mark, label in (("<", f" {OURS}"), ("=", ""), (">", f" {THEIRS}")))
    return [opening, *_ended(ours, ending), middle, *_ended(theirs, ending), closing]


def _ended(lines: Iterable[str], ending: str) -> list[str]:
    """Lines that all have their ending, as those between marks must."""
    return [line if line.endswith("\r") or not ending else f"{line}{ending}" for line in lines]


def settled(regions: Iterable[Region], choices: Sequence[str]) -> str:
    """The text of regions with each conflict settled as chosen: ours, theirs or both."""
    parts: list[str] = []
    waiting = iter(choices)
    for region in regions:
        if region.agreed is not None:
            parts.append(region.agreed)
            continue
        choice = next(waiting)
        parts.append(region.ours if choice == OURS else region.theirs if choice == THEIRS else region.ours + region.theirs)
    return "".join(parts)
