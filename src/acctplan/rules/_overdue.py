"""Open items whose day has passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

T = TypeVar("T")


def overdue(items: Mapping[str, T], today: date, field: str = "due") -> Iterator[tuple[str, T, date, str]]:
    """Id, item, its day and how long ago that was (`3 days`), for each whose day is before today."""
    for key, item in items.items():
        day: Any = getattr(item, field)
        late = (today - day).days if day else 0
        if late > 0:
            yield key, item, day, f"{late} day{'s' if late > 1 else ''}"
