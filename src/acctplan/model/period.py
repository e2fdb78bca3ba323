"""Periods: months, quarters and years, of the calendar or of the book's fiscal year."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

from pydantic_core.core_schema import ValidationInfo

from acctplan.pattern import Pattern

from .scalar import Reads

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_PERIOD = Pattern(r"(FY|CY)?(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


class FiscalYear(NamedTuple):
    """How the book counts years: the first month (1 to 12), and whether a year is named by the year it ends in."""

    first_month: int = 1
    named_by_end: bool = False

    def opens(self, year: int) -> date:
        """First day of the fiscal year of that name."""
        shift = 1 if self.named_by_end and self.first_month > 1 else 0
        return date(year - shift, self.first_month, 1)

    def year_of(self, day: date) -> int:
        """Name of the fiscal year a day falls in."""
        year = day.year if day.month >= self.first_month else day.year - 1
        return year + (1 if self.named_by_end and self.first_month > 1 else 0)


CALENDAR = FiscalYear()


class Period(NamedTuple):
    """A named span of days, both ends inside."""

    name: str
    starts_on: date
    ends_on: date


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _span(name: str, first: date, months: int) -> Period:
    return Period(name, first, _months_on(first, months) - timedelta(days=1))


def parse_period(text: str, fiscal: FiscalYear = CALENDAR) -> Period | None:
    """The period a text names, or None. `FY` and `CY` say the calendar; a bare year or quarter is the book's own.

    A month (`2026-06`) is a calendar month. The name of the result always says FY or CY, save for months.
    """
    match = _PERIOD.fullmatch(text)
    if match is None or (match[1] and match[4]):
        return None
    try:
        return _read(match, fiscal)
    except (ValueError, OverflowError):
        return None


def _read(match: re.Match[str], fiscal: FiscalYear) -> Period:
    kind, year, quarter, month = match[1], int(match[2]), match[3], match[4]
    if month:
        return _span(match[0], date(year, int(month), 1), 1)
    kind = kind or ("CY" if fiscal == CALENDAR else "FY")
    opens = (CALENDAR if kind == "CY" else fiscal).opens(year)
    if quarter:
        return _span(f"{kind}{year}-Q{quarter}", _months_on(opens, 3 * (int(quarter) - 1)), 3)
    return _span(f"{kind}{year}", opens, 12)


def period_of(day: date, fiscal: FiscalYear) -> Period:
    """The quarter of the book's year in which a day falls."""
    year = fiscal.year_of(day)
    kind = "CY" if fiscal == CALENDAR else "FY"
    for quarter in range(1, 5):
        period = parse_period(f"{kind}{year}-Q{quarter}", fiscal)
        if period and period.starts_on <= day <= period.ends_on:
            return period
    raise AssertionError(f"no quarter of {kind}{year} holds {day}")


def read_due(value: Any, info: ValidationInfo) -> date:
    """A due date: a day, or the last day of a month or quarter (`2027-03`, `2026-Q3`) in the book's year."""
    from .day import read_day

    fiscal = (info.context or {}).get("fiscal", CALENDAR)
    period = parse_period(value, fiscal) if isinstance(value, str) else None
    if period is not None:
        return period.ends_on
    try:
        return read_day(value)
    except ValueError:
        raise ValueError("a date, written 2026-11-30, 2026-11 or 2026-Q4") from None


Due = Annotated[date, Reads(read_due, {"type": "string", "examples": ["2026-11-30", "2026-11", "2026-Q4"]}, info=True)]
