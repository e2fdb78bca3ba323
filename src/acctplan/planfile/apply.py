"""Edits on a long-form tree: what a write intends, to hold the written text against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.edit import Edit


def apply(tree: Mapping[str, Any], edits: Iterable[Edit]) -> dict[str, Any]:
    """The tree after the edits. Raises ValueRefused where an item to add is there already, or one to remove is not."""
    result = dict(tree)
    for edit in edits:
        result = _applied(result, edit.path, edit)
    return result


def _applied(value: Any, path: tuple[str, ...], edit: Edit) -> Any:
    head, rest = path[0], path[1:]
    if isinstance(value, list) and head.isdigit() and int(head) < len(value):
        return _in_list(value, int(head), rest, edit)
    tree = dict(value) if isinstance(value, dict) else {}
    if rest:
        tree[head] = _applied(tree.get(head), rest, edit)
    elif edit.op == "remove":
        if head not in tree:
            raise ValueRefused(f"{'.'.join(edit.path)} is not in the plan", "Check the path with `acctplan show`.")
        del tree[head]
    elif edit.op == "add" and tree.get(head) is not None:
        raise ValueRefused(f"{'.'.join(edit.path)} is in the plan already", "Choose another id, or use `acctplan set`.")
    else:
        tree[head] = edit.value
    return tree


def _in_list(values: list[Any], place: int, rest: tuple[str, ...], edit: Edit) -> list[Any]:
    if not rest and edit.op == "remove":
        return [*values[:place], *values[place + 1 :]]
    changed = _applied(values[place], rest, edit) if rest else edit.value
    return [*values[:place], changed, *values[place + 1 :]]


def meaning(value: Any) -> Any:
    """A tree without what says nothing: blanks and empty collections are the same as absent."""
    if isinstance(value, Mapping):
        kept = {key: meaning(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, {}, [])}
    if isinstance(value, (list, tuple)):
        return [meaning(item) for item in value]
    return value
