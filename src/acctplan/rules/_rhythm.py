"""How many days a rhythm in words lasts at most."""

from __future__ import annotations

from acctplan.pattern import Pattern

_EVERY = Pattern(r"(?:every )?(?:(\d{1,3}) )?(day|week|month|quarter|half-year|year)s?")
_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "half-year": 184, "year": 366}


def rhythm_days(words: str | None) -> int | None:
    """Days between two of something that comes so often; the longest month, quarter or year counts. None for other words.

    >>> rhythm_days("2 weeks"), rhythm_days("quarter"), rhythm_days("now and then")
    (14, 92, None)
    """
    match = _EVERY.fullmatch(words.strip().lower()) if words else None
    return (int(match[1] or 1) * _DAYS[match[2]] or None) if match else None
