"""Edits in words: exactly what a command changes, with what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from acctplan.model.edit import Edit
from acctplan.model.place import value_at

_MOST = 60


def told(tree: Mapping[str, Any], edits: Iterable[Edit]) -> tuple[str, ...]:
    """One line for each edit on a plan's long-form tree: `tier = standard (was growth)`."""
    return tuple(_told(".".join(edit.path), value_at(tree, edit.path), edit) for edit in edits)


def _told(place: str, old: Any, edit: Edit) -> str:
    was = f" (was {words_of(old)})" if old not in (None, {}, []) and not isinstance(old, dict) else ""
    if edit.op == "remove" or edit.value is None:
        return f"{place} removed{was}"
    if isinstance(edit.value, dict):
        return f"{place} {'replaced' if old else 'added'}"
    return f"{place} = {words_of(edit.value)}{was}"


def words_of(value: Any) -> str:
    """A value in a few words, on one line."""
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(words_of(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {words_of(item)}" for key, item in value.items()) + "}"
    said = " ".join(str(value).split())
    return said if len(said) <= _MOST else f"{said[: _MOST - 1].rstrip()}…"


def in_one(lines: tuple[str, ...]) -> str:
    """Lines as the one that sums them up: the only one, or how many there are."""
    return lines[0] if len(lines) == 1 else f"{len(lines)} changes"
