"""`record`: something that happened on the account."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran

from .asked import PLAN, lines_changed, refused

Acct = Callable[..., Ran]


def test_a_movement_is_recorded(acct: Acct, book: Path) -> None:
    ran = acct("record", "harbour", "sponsor-change", "Tom Baker leaves in May", cwd=book)
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "plans/harbour.md: recorded movements.tom-baker-leaves-in-may.",
        "  Now look at stakeholders and risks: change them, or run `acctplan confirm harbour stakeholders risks`.",
    ]
    assert lines_changed(book) == [
        "+ movements:\n", "+   tom-baker-leaves-in-may:\n", "+     happened_on: 2026-11-20\n", "+     type: sponsor-change\n",
        "+     what: Tom Baker leaves in May\n",
    ]  # fmt: skip


def test_a_second_movement_of_the_same_words_gets_another_id(acct: Acct, book: Path) -> None:
    for words in ("They moved", "They moved!", "they moved"):
        assert acct("record", "harbour", "other", words, cwd=book).code == 0
    ids = acct("list", "movements", "--format", "concise", "--columns", "id", cwd=book).out.split()
    assert len(set(ids)) == 3
    assert all(key.startswith("they-moved") for key in ids)
    before = (book / PLAN).read_text()
    refused(acct("record", "harbour", "other", "They moved", cwd=book), "recorded already")
    assert (book / PLAN).read_text() == before


def test_yesterday_is_a_day(acct: Acct, book: Path) -> None:
    assert acct("record", "harbour", "other", "They moved", "--on", "yesterday", cwd=book).code == 0
    assert "    happened_on: 2026-11-19\n" in (book / PLAN).read_text()


def test_its_day_and_what_it_touches(acct: Acct, book: Path) -> None:
    ran = acct("record", "harbour", "other", "New tools", "--on", "2026-11-01", "--touches", "goals, actions", cwd=book)
    assert ran.code == 0
    assert "Now look at goals and actions" in ran.err
    assert "    happened_on: 2026-11-01\n" in (book / PLAN).read_text()
    assert "touches: [goals, actions]" in (book / PLAN).read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sponsor-chang", "x"), "sponsor-change"),
        (("other", "x", "--on", "lately"), "--on must be a date, written 2026-11-30, not “lately”"),
        (("other", "x", "--on", "2026-02-30"), "--on must be a date that the calendar has"),
        (("other", "x", "--on", "2026-11-21"), "has not come yet"),
        (("other", "x", "--touches", "goal"), "goals"),
        (("other", ""), ""),
        (("other", "   "), ""),
    ],
)
def test_what_record_refuses(acct: Acct, book: Path, words: tuple[str, ...], said: str) -> None:
    refused(acct("record", "harbour", *words, cwd=book), said)
    assert (book / PLAN).read_text() == LITE


@pytest.mark.parametrize("text", ["日本 merger", "!!!", "-", "a: b # c", "[x]", "'q'", "no", "x" * 300])
def test_any_words_can_be_recorded(acct: Acct, book: Path, text: str) -> None:
    ran = (
        acct("record", "harbour", "other", "--", text, cwd=book)
        if text.startswith("-")
        else acct("record", "harbour", "other", text, cwd=book)
    )
    assert ran.code == 0, ran.err
    assert acct("lint", "--select", "schema", cwd=book).code == 0
