"""Strict scalars: every value arrives as text, and the field's type decides what it means."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?")


class Value(BaseModel):
    """Base of every record: frozen, closed to unknown keys, built when first used."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)


def read_day(value: Any) -> date:
    """A calendar day from ISO text `YYYY-MM-DD`, nothing else."""
    if type(value) is date:
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a date, written 2026-11-30")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("a date that the calendar has, written 2026-11-30") from None


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


def as_tuple(value: Any) -> Any:
    """One is a list of one."""
    return value if isinstance(value, (list, tuple)) else (value,)


Custom = Any
Text = Annotated[str, BeforeValidator(read_text)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(as_tuple)]
Day = Annotated[date, BeforeValidator(read_day)]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Whole = Annotated[int, BeforeValidator(read_whole)]
Number = Annotated[Decimal, BeforeValidator(read_number)]
Ratio = Annotated[Decimal, BeforeValidator(read_ratio)]
Mark = Annotated[int, BeforeValidator(read_mark)]
