"""Periods of every kind of year: they tile time, their names say what they are, and a day asked for is never passed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acctplan.errors import RevisionUnknown, ValueRefused
from acctplan.model.fiscal import FiscalYear, read_weeks
from acctplan.model.period import MONTHS, Length, Period, names_of, next_period, parse_period, period_of, previous_period
from acctplan.model.section import Fiscal
from acctplan.model.settings import Settings
from acctplan.store import moment

DAY = timedelta(days=1)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
LENGTHS = st.sampled_from(("month", "quarter", "year"))
ZONES = (
    "UTC", "Europe/Berlin", "America/Santiago", "America/Havana", "America/Nuuk", "Africa/Cairo", "Asia/Beirut", "Pacific/Apia",
    "Pacific/Auckland", "Australia/Lord_Howe", "America/Los_Angeles", "Asia/Kathmandu",
)  # fmt: skip
"""Among them zones whose clocks change at midnight or by half an hour, and one that left out a day."""


@st.composite
def tables(draw: st.DrawFn) -> FiscalYear:
    """A table of two to eight years of 52 and 53 weeks, with the first day of each or of each of its quarters."""
    year, first = draw(st.integers(1950, 2150)), draw(DAYS)
    rows: dict[str, object] = {}
    for weeks in [*draw(st.lists(st.sampled_from((52, 53)), min_size=2, max_size=8)), 0]:
        cuts = sorted(draw(st.sets(st.integers(1, weeks - 1), min_size=3, max_size=3))) if weeks and draw(st.booleans()) else []
        rows[f"FY{year}"] = [str(first + timedelta(weeks=cut)) for cut in (0, *cuts)] if cuts else str(first)
        year, first = year + 1, first + timedelta(weeks=weeks)
    return FiscalYear(weeks=read_weeks(rows))


MONTHLY = st.tuples(st.integers(1, 12), st.booleans()).map(lambda said: FiscalYear(*said))


def within(years: FiscalYear, day: date) -> date:
    """A day that the years hold: itself, or one of the table's."""
    if not years.weeks:
        return day
    first, last = years.weeks[0].quarters[0], years.weeks[-1].ends_on
    return first + timedelta(days=day.toordinal() % ((last - first).days + 1))


@given(st.one_of(MONTHLY, tables()), DAYS, LENGTHS)
def test_a_day_is_in_exactly_one_period_of_each_length(years: FiscalYear, day: date, length: Length) -> None:
    day = within(years, day)
    period = period_of(day, years, length)
    assert period.starts_on <= day <= period.ends_on
    assert parse_period(period.name, years) == period
    assert {period_of(other, years, length) for other in (period.starts_on, period.ends_on)} == {period}


@given(st.one_of(MONTHLY, tables()), DAYS, LENGTHS)
def test_the_next_begins_when_one_ends_and_the_one_before_the_next_is_itself(years: FiscalYear, day: date, length: Length) -> None:
    period = period_of(within(years, day), years, length)
    try:
        following = next_period(period, years, length)
    except ValueRefused:
        assert length != "month"
        assert period.ends_on == years.weeks[-1].ends_on
        return
    assert following.starts_on == period.ends_on + DAY
    assert previous_period(following, years, length) == period


@given(st.one_of(MONTHLY, tables()), DAYS)
def test_quarters_tile_the_year(years: FiscalYear, day: date) -> None:
    year = period_of(within(years, day), years, "year")
    quarters = [parse_period(f"{year.name}-Q{quarter}", years) for quarter in range(1, 5)]
    found = [quarter for quarter in quarters if quarter is not None]
    assert len(found) == 4
    assert (found[0].starts_on, found[-1].ends_on) == year.days
    assert [after.starts_on - before.ends_on for before, after in pairwise(found)] == [DAY] * 3


@given(tables())
def test_a_table_tiles_its_days_in_whole_weeks(years: FiscalYear) -> None:
    found = [parse_period(f"FY{row.year}", years) for row in years.weeks]
    named = [year for year in found if year is not None]
    assert len(named) == len(years.weeks)
    assert all(after.starts_on == before.ends_on + DAY for before, after in pairwise(named))
    assert {(year.ends_on - year.starts_on + DAY).days for year in named} <= {364, 371}


@given(st.one_of(MONTHLY, tables()), st.sampled_from(("FY", "CY", "")), st.integers(1950, 2150), st.sampled_from(("", "-Q1", "-Q4", "-02")))
def test_a_name_that_is_read_is_told_and_read_again(years: FiscalYear, kind: str, year: int, part: str) -> None:
    period = parse_period(f"{kind}{year}{part}", years)
    if period is not None:
        assert parse_period(period.name, years) == period
        assert period.name.endswith(f"{year}{part}")
        assert period.starts_on <= period.ends_on


@given(st.booleans(), st.integers(2, 9998), st.sampled_from(("", "-Q1", "-Q2", "-Q3", "-Q4")))
def test_a_fiscal_year_from_january_is_the_calendars(by_end: bool, year: int, part: str) -> None:
    years = FiscalYear(1, by_end)
    fiscal, calendar, bare = (parse_period(f"{kind}{year:04}{part}", years) for kind in ("FY", "CY", ""))
    assert fiscal is not None
    assert calendar is not None
    assert fiscal.days == calendar.days
    assert bare == calendar
    assert names_of(fiscal, years) == (fiscal.name, calendar.name)
    assert names_of(calendar, years) == (calendar.name, fiscal.name)


@given(st.integers(2, 12), st.booleans(), st.integers(1950, 2150))
def test_other_fiscal_years_have_one_name(month: int, by_end: bool, year: int) -> None:
    years = FiscalYear(month, by_end)
    for name in (f"FY{year}", f"CY{year}", f"FY{year}-Q1", f"{year}-06"):
        period = parse_period(name, years)
        assert period is not None
        assert names_of(period, years) == (name,)


def resolved(monkeypatch: pytest.MonkeyPatch, line: list[int], words: str, zone: str, year: Fiscal | None = None) -> str | None:
    """The commit that words name on a line of commits made at Unix seconds, oldest first; None for a day before them."""
    told = [(f"{place:040x}", seconds) for place, seconds in enumerate(line)]
    monkeypatch.setattr(moment, "first_parents", lambda repository: told[::-1])

    class Book:
        shallow = False

        @staticmethod
        def hash_of(name: str) -> None:
            return None

    try:
        return moment.resolve(words, Book(), Settings(time_zone=zone, fiscal_year=year), date(2300, 1, 1)).commit  # type: ignore[arg-type]
    except RevisionUnknown:
        return None


@cache
def turning(zone: str) -> list[date]:
    """The days from 2000 on, and the days before them, on which clocks of a zone change."""
    days = [date(2000, 1, 1) + DAY * count for count in range(37 * 366)]
    noons = [datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).utcoffset() for day in days]
    return [day for place, day in enumerate(days[:-1]) if noons[place] != noons[place + 1]] or days[:1]


@st.composite
def days_of_zones(draw: st.DrawFn) -> tuple[str, date]:
    """A zone and a day, often one on which its clocks change."""
    zone = draw(st.sampled_from(ZONES))
    day = draw(st.one_of(st.sampled_from(turning(zone)), st.dates(date(2000, 1, 1), date(2037, 1, 1))))
    return zone, day + DAY * draw(st.integers(-1, 1))


@settings(max_examples=300)
@given(st.data(), days_of_zones())
def test_what_a_day_names_is_the_last_commit_that_was_made_by_its_end(data: st.DataObject, said: tuple[str, date]) -> None:
    """Days on which clocks change too: what the clock on the wall said when it was made decides."""
    zone, day = said
    noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).timestamp())
    near = st.one_of(st.integers(noon - 60 * 3600, noon + 60 * 3600), st.integers(noon + 10 * 3600, noon + 14 * 3600))
    line = sorted(data.draw(st.lists(near, min_size=1, max_size=12)))
    with pytest.MonkeyPatch.context() as patch:
        found = resolved(patch, line, str(day), zone)
    made = [datetime.fromtimestamp(seconds, ZoneInfo(zone)).date() for seconds in line]
    by_then = [place for place, on in enumerate(made) if on <= day]
    assert (int(found, 16) if found else None) == (by_then[-1] if by_then else None)


@given(st.data(), st.sampled_from(ZONES), MONTHLY, st.dates(date(2000, 1, 1), date(2037, 1, 1)), LENGTHS)
def test_a_period_names_what_its_last_day_names(data: st.DataObject, zone: str, years: FiscalYear, day: date, length: Length) -> None:
    period: Period = period_of(day, years, length)
    end = int(datetime(period.ends_on.year, period.ends_on.month, period.ends_on.day, 23, tzinfo=ZoneInfo(zone)).timestamp())
    line = sorted(data.draw(st.lists(st.integers(end - 90_000, end + 90_000), min_size=1, max_size=6)))
    year = Fiscal(starts=MONTHS[years.first_month - 1], named_by="end" if years.named_by_end else "start")
    with pytest.MonkeyPatch.context() as patch:
        assert resolved(patch, line, period.name, zone, year) == resolved(patch, line, str(period.ends_on), zone)
