"""Strict scalars: every value arrives as text, and the field's type decides what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict
from pydantic_core import core_schema

from .day import read_day

_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?")


class Reads:
    """Metadata of a field's type: the function that reads it and its JSON Schema.

    Lighter than pydantic's own function validators, which inspect the function at each field: a plan has hundreds.
    """

    def __init__(self, func: Callable[..., Any], schema: dict[str, Any], *, info: bool = False) -> None:
        self.func = func
        self.schema = schema
        self.info = info

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        if self.info:
            return core_schema.with_info_plain_validator_function(self.func)
        return core_schema.no_info_plain_validator_function(self.func)

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> dict[str, Any]:
        return dict(self.schema)


class Value(BaseModel):
    """Base of every record: frozen, closed to unknown keys, built when first used."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)


def read_flag(value: Any) -> bool:
    """Only `true` and `false`: `yes`, `on` and `1` are text."""
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise ValueError("true or false")
    return bool(value == "true")


def read_whole(value: Any) -> int:
    """A whole number in plain digits."""
    if type(value) is int:
        return value
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise ValueError("a whole number, in digits")
    return int(value)


def read_number(value: Any) -> Decimal:
    """A plain decimal number: no exponent, no separators, no NaN."""
    if isinstance(value, Decimal):
        return value
    if type(value) is int:
        return Decimal(value)
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise ValueError("a number in digits, such as 0.6 or 48000")
    return Decimal(value)


def read_ratio(value: Any) -> Decimal:
    """A number from 0 to 1."""
    number = read_number(value)
    if not 0 <= number <= 1:
        raise ValueError("a number from 0 to 1")
    return number


def read_mark(value: Any) -> int:
    """A whole number from 1 to 5."""
    number = read_whole(value)
    if not 1 <= number <= 5:
        raise ValueError("a whole number from 1 to 5")
    return number


def read_text(value: Any) -> str:
    """Text; blank is not text."""
    if not isinstance(value, str):
        raise ValueError("text")
    return value


def read_texts(value: Any) -> tuple[str, ...]:
    """Texts; one is a list of one."""
    return tuple(read_text(item) for item in as_tuple(value))


def as_tuple(value: Any) -> Any:
    """One is a list of one."""
    return value if isinstance(value, (list, tuple)) else (value,)


Custom = Any
Text = Annotated[str, Reads(read_text, {"type": "string"})]
Texts = Annotated[tuple[str, ...], Reads(read_texts, {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]})]
Day = Annotated[date, Reads(read_day, {"type": "string", "format": "date"})]
Flag = Annotated[bool, Reads(read_flag, {"type": "boolean"})]
Whole = Annotated[int, Reads(read_whole, {"type": "integer"})]
Number = Annotated[Decimal, Reads(read_number, {"type": "number"})]
Ratio = Annotated[Decimal, Reads(read_ratio, {"type": "number", "minimum": 0, "maximum": 1})]
Mark = Annotated[int, Reads(read_mark, {"type": "integer", "minimum": 1, "maximum": 5})]
