"""Edits on a long-form tree: what a write intends, to hold the written text against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.edit import Edit

from .nodes import is_place


def apply(tree: Mapping[str, Any], edits: Iterable[Edit]) -> dict[str, Any]:
    """The tree after the edits; a rename changes the key alone.

    Raises ValueRefused where an item to add is there already, one to change is not, or a path leads through a list by a name.
    """
    result = dict(tree)
    for edit in edits:
        result = _applied(result, edit.path, edit)
    return result


def apply_within(value: Any, edit: Edit, depth: int) -> Any:
    """A value that stands at the first steps of an edit's path, after the edit."""
    return _applied(value, edit.path[depth:], edit) if len(edit.path) > depth else _appended(value, edit)


def _applied(value: Any, path: tuple[str, ...], edit: Edit) -> Any:
    head, rest = path[0], path[1:]
    if isinstance(value, list):
        return _in_list(value, head, rest, edit)
    if isinstance(value, str):
        raise ValueRefused(f"{_named(edit)} leads through a text, which has no {head[:40]}", "Check the path with `acctplan show`.")
    tree = dict(value) if isinstance(value, dict) else {}
    if rest:
        tree[head] = _applied(tree.get(head), rest, edit)
        return tree
    return _IN_MAPPING[edit.op](tree, head, edit)


def _set(tree: dict[str, Any], key: str, edit: Edit) -> dict[str, Any]:
    return {**tree, key: edit.value}


def _added(tree: dict[str, Any], key: str, edit: Edit) -> dict[str, Any]:
    if tree.get(key) is not None:
        raise ValueRefused(f"{_named(edit)} is in the plan already", "Choose another id, or use `acctplan set`.")
    if edit.op == "insert":
        place_beside([name for name in tree if name != key], edit)
    return _put(tree, key, edit.value, edit) if edit.op == "insert" and key not in tree else {**tree, key: edit.value}


def _removed(tree: dict[str, Any], key: str, edit: Edit) -> dict[str, Any]:
    _must_hold(tree, key, edit)
    return {name: item for name, item in tree.items() if name != key}


def _moved(tree: dict[str, Any], key: str, edit: Edit) -> dict[str, Any]:
    _must_hold(tree, key, edit)
    if key in (edit.before, edit.after):
        return tree
    return _put({name: item for name, item in tree.items() if name != key}, key, tree[key], edit)


def _renamed(tree: dict[str, Any], key: str, edit: Edit) -> dict[str, Any]:
    _must_hold(tree, key, edit)
    name = str(edit.value)
    if name != key and name in tree:
        raise ValueRefused(f"{'.'.join((*edit.path[:-1], name))} is in the plan already", "Choose another id.")
    return {name if own == key else own: item for own, item in tree.items()}


def _append_to(tree: dict[str, Any], key: str, edit: Edit) -> dict[str, Any]:
    return {**tree, key: _appended(tree.get(key), edit)}


def _appended(value: Any, edit: Edit) -> list[Any]:
    if isinstance(value, dict):
        raise ValueRefused(f"{_named(edit)} holds fields, not a list", "Name the field, or add an item to it.")
    return [*value, edit.value] if isinstance(value, list) else [edit.value] if value is None else [value, edit.value]


_IN_MAPPING: dict[str, Callable[[dict[str, Any], str, Edit], dict[str, Any]]] = {
    "set": _set, "add": _added, "insert": _added, "remove": _removed, "move": _moved, "rename": _renamed, "append": _append_to,
}  # fmt: skip


def _put(tree: dict[str, Any], key: str, item: Any, edit: Edit) -> dict[str, Any]:
    """The mapping with an item beside the one that the edit names."""
    keys = list(tree)
    place = place_beside(keys, edit)
    return {name: item if name == key else tree[name] for name in [*keys[:place], key, *keys[place:]]}


def place_beside(keys: Sequence[str], edit: Edit) -> int:
    """The position an edit's `before` or `after` names among keys, else the end. Raises ValueRefused for a key that is not there."""
    beside = edit.before or edit.after
    if not beside:
        return len(keys)
    if beside not in keys:
        where = ".".join((*edit.path[:-1], beside))
        raise ValueRefused(f"{where} is not in the plan", "Check the path with `acctplan show`.")
    return keys.index(beside) + (not edit.before)


def _must_hold(tree: Mapping[str, Any], key: str, edit: Edit) -> None:
    if key not in tree:
        raise ValueRefused(f"{_named(edit)} is not in the plan", "Check the path with `acctplan show`.")


def _in_list(values: list[Any], head: str, rest: tuple[str, ...], edit: Edit) -> list[Any]:
    place = int(head) if is_place(head) else -1
    most = len(values) if edit.op == "insert" and not rest else len(values) - 1
    if not 0 <= place <= most:
        count = f"it has {len(values)} item{'s' if len(values) != 1 else ''}, counted from 0"
        raise ValueRefused(f"{_named(edit)} names no place in the list: {count}", "Check the path with `acctplan show`.")
    if rest or edit.op == "append":
        inner = _applied(values[place], rest, edit) if rest else _appended(values[place], edit)
        return [*values[:place], inner, *values[place + 1 :]]
    if edit.op == "insert":
        return [*values[:place], edit.value, *values[place:]]
    if edit.op == "remove":
        return [*values[:place], *values[place + 1 :]]
    if edit.op == "move":
        keys = [str(index) for index in range(len(values)) if index != place]
        kept = values[:place] + values[place + 1 :]
        new = place if head in (edit.before, edit.after) else place_beside(keys, edit)
        return [*kept[:new], values[place], *kept[new:]]
    if edit.op == "set":
        return [*values[:place], edit.value, *values[place + 1 :]]
    raise ValueRefused(f"{_named(edit)} is a place in a list and has no id", "Name an item that has one.")


def _named(edit: Edit) -> str:
    return ".".join(edit.path)


def meaning(value: Any) -> Any:
    """A tree without what says nothing: blanks and empty collections are the same as absent."""
    if isinstance(value, Mapping):
        kept = {key: meaning(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, {}, [])}
    if isinstance(value, (list, tuple)):
        return [meaning(item) for item in value]
    return value
