"""A long-form tree to a typed plan: what does not fit its field is a fault and is left out, the rest loads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from acctplan.model.block import BLOCKS, Block, type_of
from acctplan.model.finding import Fault
from acctplan.model.identifier import is_slug, slug_of
from acctplan.model.period import CALENDAR, FiscalYear
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from .misfit import misfit
from .readers import reader_of
from .scan import brief

_ROUNDS = 8
_REVIEW = Pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(-[a-z0-9]+)?")


class Typed(NamedTuple):
    """The values that fit, by block, and the faults of those that do not."""

    values: dict[str, Any]
    faults: list[Fault]


def validate(tree: Mapping[str, Any], *, fiscal: FiscalYear = CALENDAR) -> Typed:
    """Every known block of the tree, typed."""
    typed = Typed({}, [])
    for name, raw in tree.items():
        block = BLOCKS.get(name)
        if block is None:
            typed.faults.append(misfit((name,), {"type": "extra_forbidden"}, tuple(BLOCKS)))
        elif raw is not None:
            _block(name, block, raw, typed, fiscal)
    return typed


def _block(name: str, block: Block, raw: Any, typed: Typed, fiscal: FiscalYear) -> None:
    if block.shape in ("items", "table") and not isinstance(raw, dict):
        typed.faults.append(misfit((name,), {"type": "dict_type"}))
        return
    if block.shape == "items":
        typed.values[name] = _items(name, block, raw, typed.faults, fiscal)
    elif block.shape == "table":
        fitted = {key: _fit(name, (name, key), value, typed.faults, fiscal) for key, value in raw.items() if value is not None}
        typed.values[name] = {key: value for key, value in fitted.items() if value is not None}
    elif block.shape == "records":
        many = raw if isinstance(raw, list) else [raw]
        fitted_list = [_fit(name, (name, str(index)), item, typed.faults, fiscal) for index, item in enumerate(many)]
        typed.values[name] = tuple(item for item in fitted_list if item is not None)
    else:
        value = _fit(name, (name,), raw, typed.faults, fiscal)
        if value is not None:
            typed.values[name] = value


def _items(name: str, block: Block, raw: dict[str, Any], faults: list[Fault], fiscal: FiscalYear) -> dict[str, Any]:
    fitted: dict[str, Any] = {}
    for key, item in raw.items():
        if block.ids and not is_slug(key):
            act = f"Write {slug_of(key)}." if slug_of(key) and _spells(key) else "Write it in the letters a to z."
            message = f"“{brief(key, 30)}” is no id: ids are lower-case words joined by hyphens. {act}"
            faults.append(Fault("AP102", message, path=(name, key)))
        if name == "reviews" and not _REVIEW.fullmatch(key):
            faults.append(misfit((name, key), {"type": "value_error", "input": key, "ctx": {"error": "a date, written 2026-11-30"}}))
        value = _fit(name, (name, key), {} if item is None else item, faults, fiscal)
        if value is not None:
            fitted[key] = value
    return fitted


def _spells(key: str) -> bool:
    """Whether the slug of a key keeps all its letters."""
    if key.isascii():
        return True
    import unicodedata

    return all(unicodedata.normalize("NFKD", letter)[0].isascii() for letter in key if letter.isalnum())


@cache
def validator(name: str) -> Callable[..., Any]:
    """What validates a block's value: the record's own class, else an adapter, built when first needed."""
    kind = type_of(name)
    validate: Callable[..., Any] = kind.model_validate if hasattr(kind, "model_validate") else TypeAdapter(kind).validate_python
    return validate


def _fit(name: str, path: tuple[str, ...], raw: Any, faults: list[Fault], fiscal: FiscalYear) -> Any:
    """The typed value; parts that do not fit become faults and are taken out until the rest fits, or None."""
    reader = reader_of(name)
    if reader is not None:
        with suppress(ValueError, TypeError):
            return reader(_without_blanks(raw))
    known = _fields(type_of(name))
    value = _without_blanks(raw)
    if known and isinstance(value, dict) and len(value) < len(raw):
        value.update({key: None for key, said in raw.items() if said is None and key not in known})
    for _ in range(_ROUNDS):
        try:
            return validator(name)(value, context={"fiscal": fiscal})
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
        for detail in details:
            steps = tuple(str(step) for step in detail["loc"] if step != "[key]")
            faults.append(misfit(path + steps, detail, fields_at(type_of(name), steps)))
        value = _without_all(value, details)
        if value is None:
            return None
    return None


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The fields of a record class; none for another type."""
    fields = getattr(kind, "model_fields", {})
    return tuple(name.rstrip("_") for name in fields)


def fields_at(kind: Any, steps: tuple[str, ...]) -> tuple[str, ...]:
    """The fields of the record that holds the last step."""
    return _fields(_model_at(kind, steps))


def _model_at(kind: Any, steps: tuple[str, ...]) -> Any:
    """The record class that holds the last step."""
    for step in steps[:-1]:
        field = getattr(kind, "model_fields", {}).get(step)
        kind = _model_in(field.annotation if field else kind) or kind
    return kind


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_blanks(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_blanks(item) for item in value if item is not None]
    return value


def _without_all(value: Any, details: list[Any]) -> Any:
    for steps in sorted({tuple(str(step) for step in detail["loc"]) for detail in details}, reverse=True):
        value = without(value, steps)
    return value


def without(value: Any, steps: tuple[str, ...]) -> Any:
    """The value with what the steps name taken out; None where that is the value itself."""
    if not steps or value is None:
        return None
    head, rest = steps[0], steps[1:]
    if isinstance(value, dict) and head in value:
        inner = without(value[head], rest) if rest and isinstance(value[head], (dict, list)) else None
        return {key: item if key != head else inner for key, item in value.items() if key != head or inner is not None}
    if isinstance(value, list) and head.isdigit() and int(head) < len(value):
        inner = without(value[int(head)], rest) if rest and isinstance(value[int(head)], (dict, list)) else None
        kept = [item if place != int(head) else inner for place, item in enumerate(value)]
        return [item for item in kept if item is not None]
    return None
