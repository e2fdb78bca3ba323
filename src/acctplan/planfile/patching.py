"""Characters of a plan's text replaced where no edit can do it, proven by reading the text again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import inf
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.edit import Patch

from .draft import Span, put_in, unsafe
from .parse import parse, read_front
from .split import Halves, split


def patched(text: str, patches: Iterable[Patch]) -> str:
    """The text with the patches, none of which overlap.

    It can be read at least as well as before: no new fault of reading it; values are the same but for those that change.
    Raises ValueRefused where that is not so.
    """
    wanted = list(patches)
    new = put_in(text, [Span(patch.start, patch.end, patch.put) for patch in wanted])
    before, after = _doubts(text), _doubts(new)
    changes = sum(patch.changes for patch in wanted)
    if after - before or _differing(text, new) > changes:
        raise unsafe()
    if changes and after == before:
        raise ValueRefused("this text would still be misread", "Correct it with `acctplan edit`.")
    return new


def _doubts(text: str) -> Counter[tuple[str, str]]:
    """What of a text cannot be read, or not with certainty."""
    return Counter((fault.code, fault.message) for fault in parse(text, "plan", typed=()).faults)


def _differing(text: str, new: str) -> float:
    """How many values two texts differ in; none from a text that cannot be read, all of them to one that cannot."""
    old, now = _values(text), _values(new)
    if old is None:
        return 0
    return inf if now is None else max(len(old.items() - now.items()), len(now.items() - old.items()))


def _values(text: str) -> dict[tuple[str, ...], str | None] | None:
    """Every value of the front matter as it is written, by its path; None where it cannot be read."""
    halves = split(text)
    tree = read_front(halves)[0] if isinstance(halves, Halves) else None
    return None if tree is None else dict(_leaves(tree, ()))


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str | None]]:
    held = dict(enumerate(value)) if isinstance(value, list) else value
    if held and isinstance(held, dict):
        for step, item in held.items():
            yield from _leaves(item, (*path, str(step)))
    else:
        yield path, held if isinstance(held, str) else None
