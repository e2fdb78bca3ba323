"""Periods: months, quarters and years, of the calendar or of the book's fiscal year."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic_core.core_schema import ValidationInfo

from acctplan.errors import ValueRefused
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from .fiscal import CALENDAR as CALENDAR
from .fiscal import FiscalYear as FiscalYear
from .fiscal import WeekYear
from .scalar import Reads

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_PERIOD = Pattern(r"(FY|CY)?([0-9]{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")
ADD_YEARS = "Add years to fiscal_year.weeks in acctplan.yaml; the last one there only ends the year before."
Length = Literal["month", "quarter", "year"]


class Period(NamedTuple):
    """A named span of days, both ends inside."""

    name: str
    starts_on: date
    ends_on: date

    @property
    def days(self) -> tuple[date, date]:
        """Its first and last day: what two names of one span share."""
        return self.starts_on, self.ends_on


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _span(name: str, first: date, months: int) -> Period:
    to_the_end = first.year == date.max.year and first.month + months == 13
    return Period(name, first, date.max if to_the_end else _months_on(first, months) - timedelta(days=1))


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


def _read(match: re.Match[str], fiscal: FiscalYear) -> Period | None:
    kind, year, quarter, month = match[1], int(match[2]), match[3], match[4]
    if month:
        return _span(match[0], date(year, int(month), 1), 1)
    kind = kind or _kind(fiscal)
    name = f"{kind}{year:04}" + (f"-Q{quarter}" if quarter else "")
    if kind == "FY" and fiscal.weeks:
        row = fiscal.listed(year)
        return row and _of_weeks(name, row, int(quarter or 0))
    opens = (CALENDAR if kind == "CY" else fiscal).opens(year)
    return _span(name, _months_on(opens, 3 * (int(quarter) - 1)), 3) if quarter else _span(name, opens, 12)


def _kind(fiscal: FiscalYear) -> str:
    return "CY" if fiscal.of_calendar else "FY"


def _of_weeks(name: str, row: WeekYear, quarter: int) -> Period:
    """A quarter (1 to 4) of a year of the table, or with 0 the year."""
    if not quarter:
        return Period(name, row.quarters[0], row.ends_on)
    last = row.quarters[quarter] - timedelta(days=1) if quarter < 4 else row.ends_on
    return Period(name, row.quarters[quarter - 1], last)


def beyond(text: str, fiscal: FiscalYear) -> str:
    """That a text names a year which the book's table does not hold, in words; empty for any other text."""
    match = _PERIOD.fullmatch(text)
    outside = match and not match[4] and (match[1] or _kind(fiscal)) == "FY" and fiscal.weeks and not fiscal.listed(int(match[2]))
    return f"the table of fiscal years has no {text}; it runs from {fiscal.reach}" if outside else ""


def named_period(words: str, fiscal: FiscalYear) -> Period:
    """The period that words name. Raises ValueRefused for words that name none, or a year that the book's table has not."""
    period = parse_period(words, fiscal)
    if period is None:
        if unknown := beyond(words, fiscal):
            raise ValueRefused(unknown, ADD_YEARS)
        raise ValueRefused(f"“{words[:40]}” is no period", "Write FY2027-Q3, CY2026-Q4, 2026-10 or FY2027.")
    return period


def period_of(day: date, fiscal: FiscalYear, length: Length = "quarter") -> Period:
    """The month of the calendar, or the quarter or year of the book's year, in which a day falls.

    Raises ValueRefused for a day that the book's table of years does not hold, or whose period the calendar does not.
    """
    if length == "month":
        return _span(f"{day.year:04}-{day.month:02}", day.replace(day=1), 1)
    if fiscal.weeks:
        row = fiscal.holding(day)
        if row is None:
            raise ValueRefused(f"the table of fiscal years has no {day}; it runs from {fiscal.reach}", ADD_YEARS)
        quarter = sum(first <= day for first in row.quarters) if length == "quarter" else 0
        return _of_weeks(f"FY{row.year:04}" + (f"-Q{quarter}" if quarter else ""), row, quarter)
    try:
        return _of_months(day, fiscal, length)
    except (ValueError, OverflowError):
        raise _beyond_calendar(f"the {length} of {day}") from None


def _of_months(day: date, fiscal: FiscalYear, length: Length) -> Period:
    year = fiscal.year_of(day)
    months = (day.year - fiscal.opens(year).year) * 12 + day.month - fiscal.first_month
    name = f"{_kind(fiscal)}{year:04}"
    if length == "year":
        return _span(name, fiscal.opens(year), 12)
    return _span(f"{name}-Q{months // 3 + 1}", _months_on(fiscal.opens(year), months // 3 * 3), 3)


def _beyond_calendar(what: str) -> ValueRefused:
    return ValueRefused(f"{what} is not whole in the calendar, {date.min} to {date.max}", "Give --today another day.")


def names_of(period: Period, fiscal: FiscalYear) -> tuple[str, ...]:
    """The names of a period's very days: its own, and that of the other calendar where both begin the year together."""
    other = {"FY": "CY", "CY": "FY"}.get(period.name[:2])
    twin = parse_period(other + period.name[2:], fiscal) if other else None
    return (period.name, twin.name) if twin and twin.days == period.days else (period.name,)


def next_period(period: Period, fiscal: FiscalYear, length: Length = "quarter") -> Period:
    """The period that begins when one has ended. Raises ValueRefused where the book's table ends, or the calendar does."""
    if period.ends_on == date.max:
        raise _beyond_calendar(f"the period after {period.name}")
    return period_of(period.ends_on + timedelta(days=1), fiscal, length)


def previous_period(period: Period, fiscal: FiscalYear, length: Length = "quarter") -> Period:
    """The period that ended before one began. Raises as `next_period`."""
    if period.starts_on == date.min:
        raise _beyond_calendar(f"the period before {period.name}")
    return period_of(period.starts_on - timedelta(days=1), fiscal, length)


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
        unknown = isinstance(value, str) and beyond(value, fiscal)
        named = f"in the table of fiscal years, {fiscal.names}" if unknown else "a date, written 2026-11-30, 2026-11 or 2026-Q4"
        raise ValueError(named) from None


Due = Annotated[date, Reads(read_due, {"type": "string", "examples": ["2026-11-30", "2026-11", "2026-Q4"]}, info=True)]
