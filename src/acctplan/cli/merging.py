"""JSON fields to edits of a plan: objects merge, null takes a field away, anything else replaces what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from acctplan.errors import ValueRefused
from acctplan.model.block import BLOCKS
from acctplan.model.edit import Edit
from acctplan.model.identifier import slug_of
from acctplan.named_tuple import NamedTuple

from .items import every_item
from .json_fields import name_of, read_fields, step_in
from .places import refuse_nameless, with_me

if TYPE_CHECKING:
    from acctplan.model.plan import Plan

    from .context import Session

_MOST = 300
_MISSING = object()


class Placed(NamedTuple):
    """An edit and the place in the JSON that asks for it."""

    edit: Edit
    place: str


def merged(session: Session, plan: Plan, file: str) -> tuple[list[Edit], list[str]]:
    """The edits that make a plan say what a JSON file says, and the place in it that asks for each; none for what it says already.

    Raises ValueRefused, with the place in the JSON, for a field no plan has, a blank text, a place said twice, and too many changes.
    """
    found = [
        placed
        for key, value in read_fields(file).items()
        for placed in _walk(session, plan, _steps(plan, key, step_in("$", key), file), value, step_in("$", key), file)
    ]
    if len(found) > _MOST:
        raise ValueRefused(f"{name_of(file)} asks for {len(found):,} changes, and {_MOST:,} is the most", "Give fewer at a time.")
    asked: dict[tuple[str, ...], str] = {}
    for edit, place in found:
        if edit.path in asked:
            raise ValueRefused(f"{name_of(file)}: {place} and {asked[edit.path]} set the same field", "Keep one.")
        asked[edit.path] = place
    for path, place in asked.items():
        above = next((asked[path[:depth]] for depth in range(1, len(path)) if path[:depth] in asked), None)
        if above:
            raise ValueRefused(f"{name_of(file)}: {place} is set by {above} too", "Keep one.")
    return [edit for edit, _ in found], [f"{name_of(file)}: {place}" for _, place in found]


def _steps(plan: Plan, key: str, place: str, file: str) -> tuple[str, ...]:
    """The path a top-level key means: a block's name, or an item's id, and steps below it."""
    first, *rest = key.split(".")
    if first in BLOCKS:
        return (first, *rest)
    items = [path for path in every_item(plan) if len(path) == 2 and path[-1] == first and BLOCKS[path[0]].ids]
    if len(items) == 1:
        return (*items[0], *rest)
    from acctplan.nearest import nearest

    near = nearest(first, {*BLOCKS, *(path[-1] for path in every_item(plan) if len(path) == 2)}, most=3, at_least=0)
    raise ValueRefused(f"{name_of(file)}: {place} is no field of a plan", f"The nearest are {', '.join(near)}.")


def _walk(session: Session, plan: Plan, path: tuple[str, ...], value: Any, place: str, file: str) -> Iterator[Placed]:
    held = _held(plan, path)
    if isinstance(value, dict) and isinstance(held, dict):
        for key, item in value.items():
            inner = slug_of(key) if path[-1] == "key_results" and slug_of(key) in held else key
            yield from _walk(session, plan, (*path, inner), item, step_in(place, key), file)
        return
    refuse_nameless(path, value)
    if value is None:
        if held is not _MISSING and held is not None:
            yield Placed(Edit("remove", path), place)
        return
    new = _whole(session, path, value, place, file)
    if _many(new) != _many(held) and new != {}:
        yield Placed(Edit("set", path, new), place)


def _whole(session: Session, path: tuple[str, ...], value: Any, place: str, file: str) -> Any:
    """A value as it goes into the plan: nulls left out, `me` made a person."""
    if isinstance(value, dict):
        return {key: _whole(session, (*path, key), item, step_in(place, key), file) for key, item in value.items() if item is not None}
    if value == "":
        raise ValueRefused(f"{name_of(file)}: {place} is blank", "Write null to take the field away.")
    if isinstance(value, list):
        value = [_whole(session, (*path, str(index)), item, f"{place}[{index}]", file) for index, item in enumerate(value)]
        if None in value:
            raise ValueRefused(f"{name_of(file)}: {place} holds null", "Leave it out of the list.")
    return with_me(session, path, value)


def _many(value: Any) -> Any:
    """One is a list of one."""
    return value if isinstance(value, list) else [value]


def _held(plan: Plan, path: tuple[str, ...]) -> Any:
    value: Any = plan.tree
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return _MISSING
        value = value[step]
    return value
