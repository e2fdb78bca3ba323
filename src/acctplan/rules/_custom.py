"""The book's own fields under `custom`, held against the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from acctplan.model.day import read_day
from acctplan.model.finding import Fault
from acctplan.model.money import read_money
from acctplan.model.plan import Plan
from acctplan.model.scalar import read_flag, read_number, read_text
from acctplan.planfile.misfit import choice, misfit

from ._context import Context

if TYPE_CHECKING:
    from acctplan.model.section import CustomField

_READERS: dict[str, Callable[[Any], Any]] = {
    "text": read_text, "number": read_number, "day": read_day, "flag": read_flag, "money": read_money,
}  # fmt: skip


def custom_faults(plan: Plan, context: Context) -> Iterator[Fault]:
    """AP101 for a field the settings do not name, AP102 and its like for a value that does not fit. None without such settings."""
    fields = context.settings.custom
    for key, value in plan.custom.items() if fields else ():
        path = ("custom", key)
        if key not in fields:
            yield misfit(path, {"type": "extra_forbidden"}, tuple(fields))
            continue
        for one in value if isinstance(value, (list, tuple)) else (value,):
            yield from _unfit(path, fields[key], one)


def _unfit(path: tuple[str, ...], field: CustomField, value: Any) -> Iterator[Fault]:
    try:
        _READERS[field.type](value)
    except ValueError as error:
        yield misfit(path, {"type": "value_error", "input": value, "ctx": {"error": error}})
        return
    if field.values and value not in field.values:
        yield choice(path, value, field.values)
