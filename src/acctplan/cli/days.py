"""Days as people say them at a prompt, made into the one spelling a plan holds: `friday`, `+2w`, `today+14`, `2026-12-05`."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from acctplan.pattern import Pattern

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAYS = tuple(name.lower() for name in calendar.day_name)
_AHEAD = Pattern(r"\+(?P<count>\d{1,3})(?P<unit>[dwm]?)")
_FROM_TODAY = Pattern(r"today(?P<sign>[+-])(?P<count>\d{1,4})d?")


def day_said(words: str, today: date, start: date | None = None) -> str:
    """The day that words mean, reckoned from today, as a plan holds it; other words as they are, for their field to judge.

    A weekday is the next one after today. `+3` and `+3d` count days, `+2w` weeks, `+1m` months, from `start` where one is given.

    >>> day_said("friday", date(2026, 11, 20)), day_said("+2w", date(2026, 11, 20)), day_said("2026-Q4", date(2026, 11, 20))
    ('2026-11-27', '2026-12-04', '2026-Q4')
    """
    said = words.strip()
    lowered = said.lower()
    try:
        if lowered in _NEAR:
            return (today + timedelta(days=_NEAR[lowered])).isoformat()
        weekday = next((place for place, name in enumerate(_WEEKDAYS) if lowered in (name, name[:3])), None)
        if weekday is not None:
            return (today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)).isoformat()
        if match := _AHEAD.fullmatch(lowered):
            return _ahead(start or today, int(match["count"]), match["unit"]).isoformat()
        if match := _FROM_TODAY.fullmatch(lowered):
            return (today + timedelta(days=int(match["sign"] + match["count"]))).isoformat()
    except OverflowError:
        return said
    return said


def _ahead(today: date, count: int, unit: str) -> date:
    if unit != "m":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    years, month = divmod(today.month - 1 + count, 12)
    year = today.year + years
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
