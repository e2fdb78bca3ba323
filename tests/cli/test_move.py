"""`move`: another date for an item, told as a move."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, git

from .asked import PLAN, lines_changed, refused

Acct = Callable[..., Ran]
FULL = LITE.replace(
    "---\n\nThey",
    """questions:
  price: What may it cost
asks:
  people: {kind: resource, what: A trainer, needed_on: 2026-12-01}
renewal:
  renews_on: 2027-06-30   # the contract's day
---

They""",
)


@pytest.fixture
def full(book: Path) -> Path:
    """The small book with every kind that has a date."""
    (book / PLAN).write_text(FULL)
    return book


MOVES: dict[str, tuple[tuple[str, ...], str, list[str]]] = {
    "a short action stays short": (
        ("fix-export", "2026-12-07"), "actions.fix-export moved from 2026-11-30 to 2026-12-07, 7 days later",
        ["-   fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)\n",
         "+   fix-export: Get a date for the fix from product (dana, 2026-12-07, payroll-export)\n"],
    ),
    "earlier, by a day": (
        ("actions.fix-export", "2026-11-29"), "actions.fix-export moved from 2026-11-30 to 2026-11-29, 1 day earlier",
        ["-   fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)\n",
         "+   fix-export: Get a date for the fix from product (dana, 2026-11-29, payroll-export)\n"],
    ),
    "in words": (
        ("fix-export", "+2w"), "actions.fix-export moved from 2026-11-30 to 2026-12-14, 14 days later",
        ["-   fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)\n",
         "+   fix-export: Get a date for the fix from product (dana, 2026-12-14, payroll-export)\n"],
    ),
    "a goal": (
        ("rosters", "2027-04-30"), "goals.rosters moved from 2027-03-31 to 2027-04-30, 30 days later",
        ["-     due: 2027-03-31\n", "+     due: 2027-04-30\n"],
    ),
    "a quarter of the book's year": (
        ("rosters", "2028-Q1"), "goals.rosters moved from 2027-03-31 to 2028-Q1 (2027-04-30), 30 days later",
        ["-     due: 2027-03-31\n", "+     due: 2028-Q1\n"],
    ),
    "the same day in other words": (
        ("rosters", "2027-03"), "goals.rosters moved from 2027-03-31 to 2027-03 (2027-03-31), the same day",
        ["-     due: 2027-03-31\n", "+     due: 2027-03\n"],
    ),
    "a key result in short form": (
        ("shops-publishing-14-days-ahead", "2027-02-28"), "goals.rosters.key_results.shops-publishing-14-days-ahead is due on 2027-02-28; it had no date",
        ["-       Shops publishing 14 days ahead: 3 -> 16 shops, now 9\n", "+       Shops publishing 14 days ahead: 3 -> 16 shops, now 9, by 2027-02-28\n"],
    ),
    "a question": (
        ("price", "2026-12-01"), "questions.price is due on 2026-12-01; it had no date",
        ["-   price: What may it cost\n", "+   price:\n", "+     ask: What may it cost\n", "+     due: 2026-12-01\n"],
    ),
    "an opportunity": (
        ("night-kitchens", "2027-05"), "opportunities.night-kitchens is due on 2027-05 (2027-05-31); it had no date",
        ["+     close_on: 2027-05\n"],
    ),
    "an ask": (
        ("people", "2026-12-15"), "asks.people moved from 2026-12-01 to 2026-12-15, 14 days later",
        ["-   people: {kind: resource, what: A trainer, needed_on: 2026-12-01}\n", "+   people: {kind: resource, what: A trainer, needed_on: 2026-12-15}\n"],
    ),
    "the renewal": (
        ("renewal", "2027-07-31"), "renewal moved from 2027-06-30 to 2027-07-31, 31 days later",
        ["-   renews_on: 2027-06-30   # the contract's day\n", "+   renews_on: 2027-07-31   # the contract's day\n"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said", "lines"), MOVES.values(), ids=MOVES)
def test_move_changes_only_the_date(acct: Acct, full: Path, words: tuple[str, ...], said: str, lines: list[str]) -> None:
    ran = acct("move", "harbour", *words, cwd=full)
    assert (ran.code, ran.out, ran.err) == (0, "", f"plans/harbour.md: {said}.\n")
    changed = lines_changed(full, FULL)
    for sign in "+-":
        assert [line for line in changed if line[0] == sign] == [line for line in lines if line[0] == sign]
    assert acct("lint", "--select", "schema", cwd=full).code == 0


def test_why_it_moves_is_kept(acct: Acct, book: Path) -> None:
    for day, why in (("2027-04-30", "Tom is away"), ("2027-05-31", "Two shops more")):
        assert acct("move", "harbour", "rosters", day, "--why", why, cwd=book).code == 0
    note = '    note: "Moved from 2027-03-31 to 2027-04-30: Tom is away; Moved from 2027-04-30 to 2027-05-31: Two shops more"\n'
    assert note in (book / PLAN).read_text()


def test_the_note_is_told_too(acct: Acct, book: Path) -> None:
    ran = acct("move", "harbour", "rosters", "2027-04-30", "--why", "Tom is away", cwd=book)
    assert ran.err.splitlines()[1:] == ["  goals.rosters.note = Moved from 2027-03-31 to 2027-04-30: Tom is away"]


def test_why_widens_a_short_action(acct: Acct, book: Path) -> None:
    assert acct("move", "harbour", "price-night", "2026-12-12", "--why", "Lee is away", cwd=book).code == 0
    assert (
        '    due: 2026-12-12\n    because: [night-kitchens]\n    note: "Moved from 2026-12-05 to 2026-12-12: Lee is away"\n'
        in (book / PLAN).read_text()
    )


def test_a_day_that_has_passed_is_told(acct: Acct, book: Path) -> None:
    ran = acct("move", "harbour", "fix-export", "2026-11-19", cwd=book)
    assert ran.err.splitlines() == [
        "plans/harbour.md: actions.fix-export moved from 2026-11-30 to 2026-11-19, 11 days earlier.",
        "  That day has passed.",
    ]
    ran = acct("move", "harbour", "fix-export", "today", cwd=book)
    assert "passed" not in ran.err


def test_a_date_that_stands_already(acct: Acct, book: Path) -> None:
    ran = acct("move", "harbour", "fix-export", "2026-11-30", "--commit", cwd=book)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "plans/harbour.md: actions.fix-export is due on 2026-11-30 already. Nothing was written.\n"
    assert (book / PLAN).read_text() == LITE


def test_a_date_nobody_can_read_is_replaced(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("due: 2027-03-31", "due: next spring"))
    ran = acct("move", "harbour", "rosters", "2027-03-31", cwd=book)
    assert ran.err == "plans/harbour.md: goals.rosters moved from next spring to 2027-03-31.\n"
    assert (book / PLAN).read_text() == LITE


REFUSED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "a stakeholder": (("tom", "2026-12-01"), ("stakeholders.tom has no due date to move", "Name an action, goal")),
    "a risk": (("payroll-export", "2026-12-01"), ("risks.payroll-export has no due date to move",)),
    "nothing": (("nothing", "2026-12-01"), ("there is no item “nothing” in harbour",)),
    "a near miss": (("fix-exprt", "2026-12-01"), ("The nearest are fix-export",)),
    "a field": (("rosters.due", "2026-12-01"), ("is a field of an item",)),
    "no date": (("rosters", ""), ("no date was given",)),
    "no date at all": (("rosters", "blue"), ("goals.rosters.due must be a date",)),
    "a loose date": (("rosters", "next week"), ("goals.rosters.due says “next week”",)),
    "another land's date": (("rosters", "31.03.2027"), ("Write 2027-03-31",)),
    "a day no calendar has": (("rosters", "2027-02-29"), ("a day that no calendar has",)),
    "a month where a day is asked": (("people", "2026-12"), ("asks.people.needed_on",)),
    "a hidden character": (("rosters", "2027-04-30", "--why", "a\u202eb"), ("goals.rosters.note",)),
    "no such plan's item": (("", "2026-12-01"), ("there is no item",)),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_move_refuses_changes_nothing(acct: Acct, full: Path, words: tuple[str, ...], said: tuple[str, ...]) -> None:
    refused(acct("move", "harbour", *words, cwd=full), *said)
    assert (full / PLAN).read_text() == FULL


def test_dry_run_diff_and_commit(acct: Acct, book: Path) -> None:
    words = ("move", "harbour", "rosters", "2027-04-30")
    planned = acct(*words, "--dry-run", cwd=book)
    assert "-    due: 2027-03-31\n+    due: 2027-04-30\n" in planned.out
    assert (book / PLAN).read_text() == LITE
    ran = acct(*words, "--diff", "--commit", cwd=book)
    assert (ran.code, ran.out) == (0, planned.out)
    assert git(book, "log", "-1", "--format=%s") == "Harbour Bakery Group: goals.rosters moved from 2027-03-31 to 2027-04-30, 30 days later"
    assert git(book, "show", "--name-only", "--format=", "HEAD") == PLAN
    assert git(book, "status", "--porcelain") == ""


def test_line_endings_are_kept(acct: Acct, book: Path) -> None:
    text = LITE.replace("\n", "\r\n")
    (book / PLAN).write_bytes(text.encode())
    assert acct("move", "harbour", "rosters", "2027-04-30", cwd=book).code == 0
    assert (book / PLAN).read_bytes().decode() == text.replace("due: 2027-03-31", "due: 2027-04-30")


def test_what_is_late_moves_from_today(acct: Acct, book: Path) -> None:
    ran = acct("move", "harbour", "fix-export", "+1w", "--today", "2027-01-10", cwd=book)
    assert ran.code == 0
    assert "fix-export moved from 2026-11-30 to 2027-01-17, 48 days later" in ran.err
