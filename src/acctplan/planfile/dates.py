"""Dates as people type them: which day each may mean, so that a finding can offer the one spelling a plan holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from acctplan.pattern import Pattern

_NAMES = {
    "jan": 1, "feb": 2, "mar": 3, "mär": 3, "apr": 4, "may": 5, "mai": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz?|apr(?:il)?|may|mai|june?|juni?|july?|juli|aug(?:ust)?"
    r"|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
_DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?"
_SPAN = rf"(?:days?|weeks?|months?|quarters?|years?|sprints?|{_DAY_NAME}|{_MONTH.replace('?P<month>', '?:')}|q[1-4]|\d{{4}})"
_EXACT = [
    Pattern(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})",
        r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?[ -]?(?:of )?{_MONTH}[ ,-]*(?P<y>\d{{4}}|'?\d\d)",
        rf"{_MONTH}[ -]?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| )(?P<y>\d{{4}})",
    )
]
_COARSE = [
    Pattern(pattern, re.IGNORECASE)
    for pattern in (
        r"q(?P<q>[1-4])[ /-]*'?(?P<y>\d{4}|\d\d)",
        r"(?P<y>\d{4}|\d\d)[ /-]?q(?P<q>[1-4])",
        rf"{_MONTH}[ /-]*(?P<y>\d{{4}}|'\d\d)",
        r"(?P<m>\d{1,2})[/.](?P<y>\d{4})",
    )
]
_ISO = Pattern(r"\d{4}-\d\d-\d\d")
_LOCALE = Pattern(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)")
_OPEN = Pattern(
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}\.?|{_MONTH} ?\d{{0,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th|\.)? ?{_MONTH.replace('month', 'also')}"
    rf"|q[1-4]|h[12](?: ?'?\d{{2,4}})?|(?:cw|kw|wk?|week) ?\d{{1,2}}|{_DAY_NAME}"
    r"|(?:spring|summer|autumn|fall|winter)(?: \d{4})?"
    r"|today|tomorrow|yesterday|now|asap|soon|immediately|later|eo[dwmqy]|ongoing"
    r"|[+-]?\d+ ?(?:d|w|m|days?|weeks?|months?)(?: (?:from now|later|ago))?"
    r"|(?:(?:by|at|in|on|before|after|within|until) )?(?:the )?"
    r"(?:(?:next|this|last|end of|mid|early|late|start of|beginning of)[ -])+(?:the )?"
    rf"(?:next |this )?{_SPAN}(?: \d{{4}})?"
    rf"|(?:in|within|after) (?:an?|the|\d+|two|three|a few)? ?{_SPAN}|(?:before|after|by) \w+)",
    re.IGNORECASE,
)


def readings(text: str) -> tuple[str, ...] | None:
    """What a text that is no date of ours may mean, in our spelling; empty if no day can be told, None if it is no date at all.

    >>> readings("05.12.2026"), readings("Dec 5, 2026"), readings("next week"), readings("blue")
    (('2026-12-05', '2026-05-12'), ('2026-12-05',), (), None)
    """
    said = " ".join(text.split())
    if len(said) > 40 or _ISO.fullmatch(said):
        return None
    for pattern in _EXACT:
        if match := pattern.fullmatch(said):
            return _days((_year(match["y"]), _month(match), int(match["d"])))
    if match := _LOCALE.fullmatch(said):
        return _locale(int(match[1]), int(match[3]), match[4])
    for pattern in _COARSE:
        if match := pattern.fullmatch(said):
            named = match.groupdict()
            month = 1 if named.get("q") else _month(match)
            part = f"Q{named['q']}" if named.get("q") else f"{month:02d}"
            return (f"{_year(match['y']):04d}-{part}",) if 1 <= month <= 12 and _year(match["y"]) else ()
    return () if _OPEN.fullmatch(said) else None


def _month(match: re.Match[str]) -> int:
    named = match.groupdict()
    return _NAMES[named["month"].lower()[:3]] if named.get("month") else int(named["m"])


def _year(text: str) -> int:
    digits = text.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _locale(first: int, second: int, last: str) -> tuple[str, ...]:
    year = _year(last)
    likely = [(year, second, first), (year, first, second)]
    if len(last) == 2:
        likely = [parts for parts in (*likely, (2000 + first, second, int(last))) if 2015 <= parts[0] <= 2045]
    return _days(*likely)


def _days(*likely: tuple[int, int, int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_valid(likely)))


def _valid(likely: tuple[tuple[int, int, int], ...]) -> Iterator[str]:
    for parts in likely:
        try:
            yield date(*parts).isoformat()
        except ValueError:
            continue
