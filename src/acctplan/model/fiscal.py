"""The book's year: of months from a first one on, or of whole weeks by a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Any

from pydantic_core import PydanticCustomError

from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from .day import read_day
from .scalar import Reads

_NAME = Pattern(r"FY([0-9]{4})")
_WEEKS = (52, 53)
_QUARTER = 13
"""Weeks of each quarter but the last, which also takes the 53rd week, where a table gives the year's first day alone."""


class WeekYear(NamedTuple):
    """A year of 52 or 53 weeks: its name, the first day of each quarter, and its last day."""

    year: int
    quarters: tuple[date, ...]
    ends_on: date


class FiscalYear(NamedTuple):
    """How the book counts years: the first month (1 to 12), and whether a year is named by the year it ends in.

    With `weeks`, a year is what that table says, and one that is not in it is unknown.
    """

    first_month: int = 1
    named_by_end: bool = False
    weeks: tuple[WeekYear, ...] = ()

    @property
    def of_calendar(self) -> bool:
        """Whether the book's year is the calendar's."""
        return self.first_month == 1 and not self.weeks

    def opens(self, year: int) -> date:
        """First day of the year of months of that name."""
        shift = 1 if self.named_by_end and self.first_month > 1 else 0
        return date(year - shift, self.first_month, 1)

    def year_of(self, day: date) -> int:
        """Name of the year of months a day falls in."""
        year = day.year if day.month >= self.first_month else day.year - 1
        return year + (1 if self.named_by_end and self.first_month > 1 else 0)

    def listed(self, year: int) -> WeekYear | None:
        """The year of that name in the table."""
        return next((row for row in self.weeks if row.year == year), None)

    def holding(self, day: date) -> WeekYear | None:
        """The year of the table in which a day falls."""
        return next((row for row in self.weeks if row.quarters[0] <= day <= row.ends_on), None)

    def held_between(self, first: date, last: date) -> tuple[date, date] | None:
        """The days from the first to the last that the table holds, by their ends; None where it holds none."""
        opens, ends = self.weeks[0].quarters[0], self.weeks[-1].ends_on
        return (max(first, opens), min(last, ends)) if first <= ends and last >= opens else None

    @property
    def names(self) -> str:
        """The first and the last year of the table, in words."""
        return f"FY{self.weeks[0].year:04} to FY{self.weeks[-1].year:04}"

    @property
    def reach(self) -> str:
        """The days that the table holds, in words."""
        return f"{self.weeks[0].quarters[0]} to {self.weeks[-1].ends_on}"


CALENDAR = FiscalYear()


def read_weeks(value: Any) -> tuple[WeekYear, ...]:
    """The table of years: the first day of each, or of each of its quarters; the last row only ends the year before.

    Years of 52 or 53 weeks are how retailers and others close on one weekday: National Retail Federation, 4-5-4 calendar; IRS
    Publication 538, 52-53-week tax year.
    """
    if not isinstance(value, Mapping):
        raise told("this needs a line for each year. Write one such as FY2027: 2026-02-01.")
    rows = sorted(((_year(name), _days(name, days)) for name, days in value.items()), key=lambda row: row[0])
    if len(rows) < 2:
        raise told("the last year here has no end. Add the first day of the year after it.")
    return tuple(_row(*row, *after) for row, after in pairwise(rows))


def _row(year: int, days: tuple[date, ...], following: int, after: tuple[date, ...]) -> WeekYear:
    name, length = f"FY{year:04}", (after[0] - days[0]).days
    if following != year + 1:
        raise told(f"FY{year + 1:04} is missing between {name} and FY{following:04}. Add its first day.")
    if length not in [weeks * 7 for weeks in _WEEKS]:
        raise told(f"{name} has {length} days from {days[0]} on; 52 weeks are 364 and 53 are 371. Correct its first day or the next.")
    if len(days) == 1:
        days = tuple(days[0] + timedelta(weeks=_QUARTER * quarter) for quarter in range(4))
    for quarter, (first, last) in enumerate(pairwise((*days, after[0])), 1):
        if first >= last:
            raise told(f"{name}-Q{quarter} does not end after it begins, on {first}. Put the first days in their order.")
        if (last - first).days % 7:
            raise told(f"{name}-Q{quarter} has {(last - first).days} days, not whole weeks. Correct its first day or the next.")
    return WeekYear(year, days, after[0] - timedelta(days=1))


def _year(name: Any) -> int:
    match = _NAME.fullmatch(str(name))
    if match is None or not int(match[1]):
        raise told(f"“{str(name)[:20]}” names no year. Write it as FY2027.")
    return int(match[1])


def _days(name: Any, said: Any) -> tuple[date, ...]:
    many = said if isinstance(said, (list, tuple)) else (said,)
    try:
        days = tuple(read_day(day) for day in many)
    except ValueError:
        raise told(f"{name} needs its first day. Write it as 2026-02-01.") from None
    if len(days) not in (1, 4):
        raise told(f"{name} has {len(days)} days. Write the year's first, or the first of each of its four quarters.")
    return days


def told(words: str) -> PydanticCustomError:
    """What is wrong with the year, for the person to read as it stands."""
    return PydanticCustomError("told", "{words}", {"words": words})


_DAY = {"type": "string", "format": "date"}
Weeks = Annotated[
    tuple[WeekYear, ...],
    Reads(
        read_weeks,
        {
            "type": "object",
            "propertyNames": {"pattern": r"^FY\d{4}$"},
            "additionalProperties": {"anyOf": [_DAY, {"type": "array", "items": _DAY, "minItems": 4, "maxItems": 4}]},
            "minProperties": 2,
        },
    ),
]
