"""Years of 52 and 53 weeks: the table in the settings, and the periods it makes."""

from __future__ import annotations

from datetime import date

import pytest

from acctplan.errors import ValueRefused
from acctplan.model.fiscal import FiscalYear
from acctplan.model.period import Length, beyond, named_period, next_period, parse_period, period_of, previous_period
from acctplan.planfile.config import parse_settings
from acctplan.planfile.parse import parse

TABLE = """
fiscal_year:
  weeks:
    FY2027: 2026-02-01
    FY2028: 2027-01-31
    FY2029: [2028-01-30, 2028-04-23, 2028-07-16, 2028-10-08]
    FY2030: 2029-02-04
"""
PERIODS = {
    "FY2027": ("2026-02-01", "2027-01-30"),
    "FY2027-Q1": ("2026-02-01", "2026-05-02"),
    "FY2027-Q2": ("2026-05-03", "2026-08-01"),
    "FY2027-Q4": ("2026-11-01", "2027-01-30"),
    "FY2028-Q4": ("2027-10-31", "2028-01-29"),
    "FY2029": ("2028-01-30", "2029-02-03"),
    "FY2029-Q1": ("2028-01-30", "2028-04-22"),
    "FY2029-Q4": ("2028-10-08", "2029-02-03"),
    "CY2027-Q2": ("2027-04-01", "2027-06-30"),
    "2027-06": ("2027-06-01", "2027-06-30"),
}


def fiscal(text: str = TABLE) -> FiscalYear:
    read = parse_settings(text.encode())
    assert not read.faults
    return read.value.fiscal


@pytest.mark.parametrize("name", PERIODS)
def test_a_period_is_what_the_table_says(name: str) -> None:
    period = parse_period(name, fiscal())
    assert period is not None
    assert (period.name, str(period.starts_on), str(period.ends_on)) == (name, *PERIODS[name])
    assert parse_period(name.removeprefix("FY"), fiscal()) == period


def test_the_53rd_week_is_in_the_last_quarter() -> None:
    years = fiscal("fiscal_year: {weeks: {FY2029: 2028-01-30, FY2030: 2029-02-04}}")
    quarters = [parse_period(f"FY2029-Q{quarter}", years) for quarter in range(1, 5)]
    assert [((period.ends_on - period.starts_on).days + 1) // 7 for period in quarters if period] == [13, 13, 13, 14]


@pytest.mark.parametrize(
    ("day", "length", "name"),
    [
        ("2026-02-01", "quarter", "FY2027-Q1"),
        ("2026-05-02", "quarter", "FY2027-Q1"),
        ("2026-05-03", "quarter", "FY2027-Q2"),
        ("2029-02-03", "quarter", "FY2029-Q4"),
        ("2027-01-30", "year", "FY2027"),
        ("2027-01-31", "year", "FY2028"),
        ("2027-01-31", "month", "2027-01"),
    ],
)
def test_a_day_is_in_one_period(day: str, length: Length, name: str) -> None:
    assert period_of(date.fromisoformat(day), fiscal(), length).name == name


@pytest.mark.parametrize("words", ["FY2026", "FY2030", "FY2030-Q1", "2031-Q2", "2026"])
def test_a_year_that_the_table_has_not(words: str) -> None:
    assert parse_period(words, fiscal()) is None
    assert beyond(words, fiscal()) == f"the table of fiscal years has no {words}; it runs from 2026-02-01 to 2029-02-03"
    with pytest.raises(ValueRefused, match="the table of fiscal years has no") as refused:
        named_period(words, fiscal())
    assert "fiscal_year.weeks" in refused.value.hint


@pytest.mark.parametrize("words", ["CY2031", "2031-06", "soon", "FY2027", "FY2027-Q5", "HEAD"])
def test_other_words_are_not_beyond_the_table(words: str) -> None:
    assert beyond(words, fiscal()) == ""
    assert beyond("FY2040", FiscalYear(2)) == ""


def test_a_day_that_the_table_has_not() -> None:
    for day, length in ((date(2026, 1, 31), "quarter"), (date(2029, 2, 4), "year")):
        with pytest.raises(ValueRefused, match=f"has no {day}; it runs from 2026-02-01 to 2029-02-03"):
            period_of(day, fiscal(), length)  # type: ignore[arg-type]
    first, last = parse_period("FY2027-Q1", fiscal()), parse_period("FY2029", fiscal())
    assert first
    assert last
    with pytest.raises(ValueRefused):
        previous_period(first, fiscal())
    with pytest.raises(ValueRefused):
        next_period(last, fiscal(), "year")


def test_a_due_date_is_a_quarters_last_day_by_the_table() -> None:
    text = "---\naccount: Quay\ngoals: {a: {title: A, due: 2027-Q2}, b: {title: B, due: FY2031-Q2}}\n---\n"
    read = parse(text, "quay", (), fiscal())
    assert read.plan is not None
    assert read.plan.goals["a"].due == date(2026, 8, 1)
    assert [fault.message for fault in read.faults] == [
        "goals.b.due must be in the table of fiscal years, FY2027 to FY2029, not “FY2031-Q2”. Correct it."
    ]


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ("{FY2027: 2026-02-01, FY2028: 2027-02-01}", "FY2027 has 365 days from 2026-02-01 on; 52 weeks are 364 and 53 are 371."),
        ("{FY2027: 2026-02-01, FY2028: 2027-02-14}", "FY2027 has 378 days"),
        ("{FY2027: 2026-02-01, FY2028: 2026-02-01}", "FY2027 has 0 days"),
        ("{FY2027: 2027-02-01, FY2028: 2026-02-01}", "FY2027 has -365 days"),
        ("{FY2027: 2026-02-01}", "the last year here has no end. Add the first day of the year after it."),
        ("{2027: 2026-02-01, FY2028: 2027-01-31}", "“2027” names no year. Write it as FY2027."),
        ("{FY2027-Q1: 2026-02-01, FY2028: 2027-01-31}", "“FY2027-Q1” names no year."),
        ("{FY0000: 2026-02-01, FY0001: 2027-01-31}", "“FY0000” names no year."),
        ("{FY2027: 2026-02-31, FY2028: 2027-01-31}", "FY2027 needs its first day. Write it as 2026-02-01."),
        ("{FY2027: 1 Feb, FY2028: 2027-01-31}", "FY2027 needs its first day."),
        ("{FY2027: [2026-02-01, 2026-05-03], FY2028: 2027-01-31}", "FY2027 has 2 days. Write the year's first, or the first of each"),
        ("{FY2027: [2026-02-01, 2026-05-03, 2026-05-02, 2026-11-01], FY2028: 2027-01-31}", "FY2027-Q2 does not end after it begins"),
        ("{FY2027: [2026-02-01, 2026-05-03, 2026-08-02, 2027-01-31], FY2028: 2027-01-31}", "FY2027-Q4 does not end after it begins"),
        ("{FY2027: [2026-02-01, 2026-05-04, 2026-08-02, 2026-11-01], FY2028: 2027-01-31}", "FY2027-Q1 has 92 days, not whole weeks."),
        ("{FY2027: 2026-02-01, FY2029: 2028-01-30}", "FY2028 is missing between FY2027 and FY2029. Add its first day."),
        ("next year", "this needs a line for each year."),
        ("[2026-02-01, 2027-01-31]", "this needs a line for each year."),
        ("{FY2027: {starts: 2026-02-01}, FY2028: 2027-01-31}", "FY2027 needs its first day."),
    ],
)
def test_a_table_that_makes_no_years_is_a_fault(weeks: str, said: str) -> None:
    read = parse_settings(f"currency: EUR\nfiscal_year:\n  weeks: {weeks}\n".encode())
    assert read.value.fiscal.weeks == ()
    (fault,) = read.faults
    assert (fault.code, fault.at.line) == ("AP102", 3)
    assert fault.message.startswith(f"fiscal_year.weeks: {said}")
    assert len(fault.message.split()) <= 25
    assert fault.message.endswith(".")


@pytest.mark.parametrize("beside", ["starts: february", "named_by: end"])
def test_the_table_stands_alone(beside: str) -> None:
    read = parse_settings(f"fiscal_year: {{{beside}, weeks: {{FY2027: 2026-02-01, FY2028: 2027-01-31}}}}".encode())
    assert [fault.message for fault in read.faults] == [
        "fiscal_year: weeks says when a year begins and what it is called. Remove starts and named_by."
    ]
