"""Characters of a plan's text replaced where no edit can do it, proven by reading the text again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.edit import Patch

from .draft import Span, put_in, unsafe
from .parse import UNTRUSTED, Parsed, parse, read_front
from .split import Halves, split

_PER_CHANGE = 2
"""Places of a tree that one changed value takes: where it was, and where it is once no part of it is taken for a name."""


def patched(text: str, patches: Iterable[Patch]) -> str:
    """The text with the patches, none of which overlap.

    It can be read at least as well as before: no new fault that makes a plan untrusted; values are the same but for those that change.
    Raises ValueRefused where that is not so.
    """
    wanted = list(patches)
    new = put_in(text, [Span(patch.start, patch.end, patch.put) for patch in wanted])
    before, after = parse(text, "plan", typed=()), parse(new, "plan", typed=())
    worse = _doubts(after) - _doubts(before)
    if worse or (before.plan is not None and after.plan is None):
        raise unsafe()
    changes = sum(patch.changes for patch in wanted)
    old, now = _values(text), _values(new)
    if old is not None and (now is None or len(old.items() ^ now.items()) > 2 * _PER_CHANGE * changes):
        raise unsafe()
    if changes and not sum(_doubts(before).values()) > sum(_doubts(after).values()):
        raise ValueRefused("this text would still be misread", "Correct it with `acctplan edit`.")
    return new


def _doubts(parsed: Parsed) -> Counter[tuple[str, str]]:
    return Counter((fault.code, fault.message) for fault in parsed.faults if fault.code in UNTRUSTED or parsed.plan is None)


def _values(text: str) -> dict[tuple[str, ...], str | None] | None:
    """Every value of the front matter as it is written, by its path; None where it cannot be read."""
    halves = split(text)
    tree = read_front(halves)[0] if isinstance(halves, Halves) else None
    return None if tree is None else dict(_leaves(tree, ()))


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str | None]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, (dict, list)) or not value:
        yield path, None if isinstance(value, (dict, list)) else value
    for step, item in inner:
        yield from _leaves(item, (*path, str(step)))
