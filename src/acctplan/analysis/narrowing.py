"""Changes at or below some key paths, or without those: `goals`, `goals.ramp-up.owner`, `*.*.owner`, or `ramp-up` for an item by its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from acctplan.model.block import BLOCKS
from acctplan.model.change import Change
from acctplan.model.plan import Plan

from .changes import everything

Path = tuple[str, ...]
TOP = (*BLOCKS, "body", "facts", "plan", "layout")
"""What a change's path may begin with."""


def steps_of(pattern: str) -> Path:
    """A pattern as the path it stands for; one that begins with no field names an item in any block."""
    steps = tuple(pattern.split("."))
    return steps if steps[0] in TOP or "*" in steps[0] else ("*", *steps)


def narrowed(changes: Iterable[Change], old: Plan | None, new: Plan | None, only: Sequence[Path], without: Sequence[Path]) -> list[Change]:
    """The changes that fit one of `only`, where there are some, and none of `without`.

    What brings or takes the whole of something around a path is narrowed to it.
    """
    kept: list[Change] = []
    for change in changes:
        kept += _within(change, old, new, only) if only else (change,)
    return [change for change in kept if not any(at_or_below(change.path, pattern) for pattern in without)]


def _within(change: Change, old: Plan | None, new: Plan | None, only: Sequence[Path]) -> list[Change]:
    whole = new or old
    if not change.path and whole is not None and change.kind in ("added", "removed"):
        return narrowed(everything(whole, change.kind), old, new, only, ())
    found = [change] if any(at_or_below(change.path, pattern) for pattern in only) else []
    deeper = [pattern for pattern in only if len(pattern) > len(change.path) and at_or_below(change.path, pattern[: len(change.path)])]
    return found or [inner for pattern in deeper for inner in _inside(change, pattern)]


def at_or_below(path: Path, pattern: Path) -> bool:
    """Whether a path is at or below a pattern."""
    return len(path) >= len(pattern) and all(fnmatchcase(step, wanted) for step, wanted in zip(path, pattern, strict=False))


def _inside(change: Change, pattern: Path) -> Iterator[Change]:
    """The part of an item that came or went, as changes of its fields."""
    if at_or_below(change.path, pattern):
        yield change
        return
    before, after = (side if isinstance(side, dict) else {} for side in (change.old, change.new))
    for key in dict.fromkeys((*before, *after)):
        path = (*change.path, key)
        if fnmatchcase(key, pattern[len(path) - 1]) and before.get(key) != after.get(key):
            yield from _inside(change._replace(path=path, kind="changed", old=before.get(key), new=after.get(key), score=None), pattern)
