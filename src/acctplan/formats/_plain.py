"""Typed results to plain data: dictionaries, lists, text and numbers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from acctplan.model.packed import Passing

from ._stream import Later


def plain(value: Any) -> Any:
    """Plain data for JSON. Days and instants become ISO text, exact numbers numbers, money `48000 EUR`."""
    if isinstance(value, (str, bool, int, float)) or value is None:
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if hasattr(value, "written"):
        return value.written()
    if hasattr(value, "model_dump"):
        return plain(value.model_dump(by_alias=True, exclude_defaults=True))
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if hasattr(value, "_asdict"):
        return {name: plain(item) for name, item in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Passing):
        return Later(lambda: map(plain, value), len(value))
    return [plain(item) for item in value]
