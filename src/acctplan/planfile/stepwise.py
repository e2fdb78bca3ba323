"""A whole item or list set anew, as the few changes it takes: what stays the same keeps its lines and comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from acctplan.model.edit import Edit

from .apply import apply, meaning
from .draft import Draft
from .widen import widen

_MOST = 40


def steps_of(draft: Draft, edit: Edit) -> list[Edit] | None:
    """The smaller edits that make one; None where it is small already, or the old value is best replaced as a whole."""
    trail = draft.trail(edit.path)
    if edit.op != "set" or len(trail) < len(edit.path) or not trail[-1].node.entries or not isinstance(edit.value, (Mapping, list, tuple)):
        return None
    old, new = draft.value_at(edit.path), Draft("", widen(apply(draft.tree, [edit]), draft.people), draft.people).value_at(edit.path)
    if isinstance(old, dict) and isinstance(new, Mapping) and old.keys() & new.keys():
        steps = list(_fields(edit.path, old, new))
    elif isinstance(old, list) and isinstance(new, (list, tuple)) and any(item in old for item in new):
        steps = list(_items(edit.path, old, list(new)))
    else:
        return None
    return steps if len(steps) <= _MOST else None


def _fields(path: tuple[str, ...], old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Edit]:
    for key in old:
        if key not in new:
            yield Edit("remove", (*path, key))
    for key, value in new.items():
        if meaning({key: value}) != meaning({key: old.get(key)}):
            yield Edit("set", (*path, key), value)


def _items(path: tuple[str, ...], old: list[Any], new: list[Any]) -> Iterator[Edit]:
    matcher = SequenceMatcher(None, [repr(item) for item in old], [repr(item) for item in new], autojunk=False)
    for _, first, last, start, end in reversed([block for block in matcher.get_opcodes() if block[0] != "equal"]):
        paired = min(last - first, end - start)
        for place in reversed(range(first + paired, last)):
            yield Edit("remove", (*path, str(place)))
        for place in reversed(range(start + paired, end)):
            yield Edit("insert", (*path, str(first + paired)), new[place])
        for offset in range(paired):
            yield Edit("set", (*path, str(first + offset)), new[start + offset])
