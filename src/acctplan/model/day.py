"""Calendar days, strictly read."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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


def days_before(day: date, days: int) -> date:
    """The day so many days before another; the calendar's first where it has none."""
    return date.fromordinal(max(day.toordinal() - days, 1))
