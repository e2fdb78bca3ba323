"""Fields of whole plans that can be asked about by their path: `pulse.why`, `health.usage`, `renewal.forecast`, `custom.segment`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, Literal, get_args, get_origin

from acctplan.model.block import BLOCKS, type_of
from acctplan.model.book import Entry
from acctplan.model.day import read_day
from acctplan.model.money import read_money
from acctplan.model.scalar import read_flag, read_number
from acctplan.model.settings import Settings

_READERS: dict[str, Callable[[Any], Any]] = {"number": read_number, "day": read_day, "flag": read_flag, "money": read_money}
_TABLES = ("custom", "external")
_SAYING = ("band", "text")


@cache
def written_fields() -> tuple[str, ...]:
    """Fields every plan may have: single values by name, fields of records by path, in the order of the blocks."""
    names: list[str] = []
    for block, shape in BLOCKS.items():
        if shape.shape in ("value", "values"):
            names.append(block)
        elif shape.shape == "record":
            names += [f"{block}.{field.rstrip('_')}" for field, info in type_of(block).model_fields.items() if not _is_mapping(info)]
    return tuple(names)


def _is_mapping(info: Any) -> bool:
    return isinstance(get_origin(info.annotation), type) and issubclass(get_origin(info.annotation), Mapping)


def own_fields(settings: Settings, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Fields of this book alone: those its settings name under `custom`, else those its plans have, and the systems they have ids of."""
    found = {f"custom.{name}": None for name in settings.custom}
    for entry in entries:
        for table in _TABLES if entry.plan else ():
            if table != "custom" or not settings.custom:
                found |= {f"{table}.{name}": None for name in getattr(entry.plan, table)}
    return tuple(found)


def words_in(field: str, settings: Settings) -> tuple[str, ...]:
    """The words a field is limited to; none where it takes any."""
    block, _, name = field.partition(".")
    if block == "custom":
        own = settings.custom.get(name)
        return tuple(own.values) if own else ()
    if not name:
        return get_args(type_of(block)) if get_origin(type_of(block)) is Literal else ()
    info = getattr(type_of(block), "model_fields", {}).get(name)
    return _words(info.annotation) if info else ()


def _words(annotation: Any) -> tuple[str, ...]:
    for part in (annotation, *get_args(annotation)):
        if get_origin(part) is Literal:
            return get_args(part)
        inner = getattr(part, "model_fields", {}).get("band")
        if inner is not None:
            return _words(inner.annotation)
    return ()


def value_in(entry: Entry, field: str, settings: Settings) -> Any:
    """What a plan says in a field, typed; None where it says nothing. A record in the field speaks by its band or its text."""
    plan = entry.plan
    block, _, name = field.partition(".")
    held = getattr(plan, block) if plan else None
    if not name:
        return held
    if block in _TABLES:
        return _own(held.get(name) if held else None, settings.custom.get(name) if block == "custom" else None)
    said = next((getattr(held, other) for other in (name, f"{name}_") if hasattr(held, other)), None)
    return tuple(map(_saying, said)) if isinstance(said, tuple) else _saying(said)


def _saying(value: Any) -> Any:
    return next((getattr(value, name) for name in _SAYING if hasattr(value, name)), value)


def _own(value: Any, field: Any) -> Any:
    """A value under `custom` by the type that the settings give it; as it stands where it does not fit."""
    read = _READERS.get(field.type) if field else None
    with suppress(ValueError):
        return read(value) if read and value is not None else value
    return value
