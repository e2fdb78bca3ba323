"""`set`, `record` and `confirm`: one change, every other byte as it was."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, git, make_book
from tests.store.ordinary import ordinary_folder

from .asked import PLAN, refused

Acct = Callable[..., Ran]


def changed(book: Path, before: str = LITE, path: str = PLAN) -> list[str]:
    """Lines that came and went."""
    after = (book / path).read_bytes().decode("utf-8")
    return [line for line in difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)) if line[0] in "+-"]


# --- set

SETS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "a field of an item": (("rosters.status=on-track",), ["+     status: on-track\n"]),
    "its whole path": (("goals.rosters.status=on-track",), ["+     status: on-track\n"]),
    "a field of the plan": (("owner=lee",), ["- owner: dana\n", "+ owner: lee\n"]),
    "a short form stays short": (
        ("fix-export.due=2026-12-01",),
        ["-   fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)\n",
         "+   fix-export: Get a date for the fix from product (dana, 2026-12-01, payroll-export)\n"],
    ),
    "two at once": (("owner=lee", "tier=standard"), ["- owner: dana\n", "+ owner: lee\n", "- tier: growth\n", "+ tier: standard\n"]),
    "taken away": (("posture=",), ["- posture: retain\n"]),
    "a list": (("tom.known_by=[dana, lee]",), None),
    "a new block": (("pulse.renew_today=unsure",), ["+ pulse:\n", "+   renew_today: unsure\n"]),
    "text that YAML would misread": (("intent.now=Phase 2: roll-out #1",), ["-   now: Four new shops on rosters before Easter\n", '+   now: "Phase 2: roll-out #1"\n']),
    "text with an equals sign": (("intent.now=a=b",), ["-   now: Four new shops on rosters before Easter\n", "+   now: a=b\n"]),
    "me": (("owner=me",), []),
}  # fmt: skip


@pytest.mark.parametrize(("words", "lines"), SETS.values(), ids=SETS)
def test_set_changes_only_what_was_asked(acct: Acct, book: Path, words: tuple[str, ...], lines: list[str] | None) -> None:
    ran = acct("set", "harbour", *words, cwd=book)
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert ran.err.startswith("plans/harbour.md: ")
    if lines is not None:
        assert changed(book) == lines
    else:
        assert "known_by: [dana, lee]" in (book / PLAN).read_text()
    assert acct("lint", "--select", "schema", cwd=book).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rosters.status=fine",), "on-track"),
        (("rosters.due=tomorrow",), "date"),
        (("rosters.due=30.06.2027",), "date"),
        (("owner=danna",), "danna"),
        (("rosters.owner=nobody",), "nobody"),
        (("fix-export.because=[nothing]",), "nothing"),
        (("roster.status=on-track",), "rosters.status"),
        (("rosters.statsu=on-track",), "status"),
        (("nonsense=1",), "nonsense"),
        (("owner",), "has no = in it"),
        (("=x",), ""),
        (("story=",), "says nothing already"),
        (("tom=x",), "tom"),
        (("account=",), ""),
        (("owner=me", "--as", "nobody"), "nobody"),
        (("owner=lee", "rosters.status=fine"), "on-track"),
    ],
)
def test_what_set_refuses_changes_nothing(acct: Acct, book: Path, words: tuple[str, ...], said: str) -> None:
    ran = acct("set", "harbour", *words, cwd=book)
    if ran.code == 0 and words in (("account=",), ("tom=x",)):
        return
    refused(ran, said)
    assert (book / PLAN).read_text() == LITE


def test_an_unknown_plan(acct: Acct, book: Path) -> None:
    for words in (("set", "harbor", "owner=lee"), ("confirm", "harbor", "risks"), ("record", "harbor", "other", "x")):
        refused(acct(*words, cwd=book), "no account is called “harbor”", "Did you mean harbour?")


def test_a_plan_that_cannot_be_read_is_never_written(acct: Acct, book: Path) -> None:
    for text in (
        "---\naccount: A\nrisks: [\n---\n",
        LITE.replace("owner: dana\nlifecycle", "<<<<<<< a\nowner: dana\n=======\nowner: lee\n>>>>>>> b\nlifecycle"),
        "version https://git-lfs.github.com/spec/v1\n",
        "---\naccount: A\naccount: B\n---\n",
    ):
        (book / PLAN).write_text(text)
        for words in (("set", "harbour", "owner=lee"), ("confirm", "harbour", "risks"), ("record", "harbour", "other", "x")):
            refused(acct(*words, cwd=book), "")
            assert (book / PLAN).read_text() == text


def test_a_plan_with_findings_can_be_written(acct: Acct, book: Path) -> None:
    text = LITE.replace("owner: dana\nlifecycle: adoption", "owner: gone\nlifecycle: bogus\nnonsense: 1")
    (book / PLAN).write_text(text)
    assert acct("set", "harbour", "tier=standard", cwd=book).code == 0
    assert changed(book, text) == ["- tier: growth\n", "+ tier: standard\n"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("tail", ["by day.\n", "by day.", "by day.\n\n\n"])
def test_bytes_around_the_change_are_kept(acct: Acct, book: Path, ending: str, mark: str, tail: str) -> None:
    text = mark + LITE.replace("by day.\n", tail).replace("\n", ending)
    (book / PLAN).write_bytes(text.encode())
    assert acct("set", "harbour", "tier=standard", cwd=book).code == 0
    assert (book / PLAN).read_bytes() == text.replace("tier: growth", "tier: standard").encode()


def test_a_dry_run_shows_the_change(acct: Acct, book: Path) -> None:
    ran = acct("set", "harbour", "tier=standard", "--dry-run", cwd=book)
    assert ran.code == 0
    assert (
        ran.out
        == "--- a/plans/harbour.md\n+++ b/plans/harbour.md\n@@ -5,3 +5,3 @@\n posture: retain\n-tier: growth\n+tier: standard\n intent:\n"
    )
    assert (book / PLAN).read_text() == LITE


def test_a_dry_run_prints_nothing_that_acts(acct: Acct, book: Path) -> None:
    text = LITE.replace("posture: retain\n", "posture: retain  # \x9b31m\n")
    (book / PLAN).write_text(text)
    ran = acct("set", "harbour", "tier=standard", "--dry-run", cwd=book)
    assert "\x9b" not in ran.out + ran.err


def test_without_permission_nothing_changes(acct: Acct) -> None:
    with ordinary_folder() as folder:
        book = make_book(folder / "book")
        (book / "plans").chmod(0o555)
        refused(acct("set", "harbour", "tier=standard", cwd=book), "cannot be written: permission denied")
        (book / "plans").chmod(0o755)
        (book / PLAN).chmod(0o444)
        refused(acct("set", "harbour", "tier=standard", cwd=book), "read-only")
        assert (book / PLAN).read_text() == LITE
        assert sorted(path.name for path in (book / "plans").iterdir()) == ["harbour.md"]


@pytest.mark.parametrize("value", ["\x1b[31m", "a\0b", "a\u202eb", "two\nlines", "\ud800", "x" * 300_000])
def test_odd_values_are_refused_or_read_back_the_same(acct: Acct, book: Path, value: str) -> None:
    ran = acct("set", "harbour", f"intent.now={value}", cwd=book)
    if ran.code == 0:
        assert acct("list", "plans", cwd=book).code == 0
        assert acct("lint", "--select", "AP100", cwd=book).code == 0
    else:
        refused(ran)
        assert (book / PLAN).read_text() == LITE


# --- record


def test_a_movement_is_recorded(acct: Acct, book: Path) -> None:
    ran = acct("record", "harbour", "sponsor-change", "Tom Baker leaves in May", cwd=book)
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "plans/harbour.md: recorded movements.tom-baker-leaves-in-may.",
        "  Now look at stakeholders and risks: change them, or run `acctplan confirm harbour stakeholders risks`.",
    ]
    assert changed(book) == [
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
        (("other", "x", "--on", "yesterday"), "--on must be a date, written 2026-11-30, not “yesterday”"),
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


# --- confirm


def test_blocks_are_confirmed(acct: Acct, book: Path) -> None:
    ran = acct("confirm", "harbour", "stakeholders", "risks", cwd=book)
    assert (ran.code, ran.err) == (0, "plans/harbour.md: stakeholders and risks confirmed on 2026-11-20.\n")
    assert changed(book) == ["+ confirmed:\n", "+   stakeholders: 2026-11-20\n", "+   risks: 2026-11-20\n"]
    assert acct("confirm", "harbour", "risks", "--today", "2026-11-25", cwd=book).code == 0
    assert "  risks: 2026-11-25\n" in (book / PLAN).read_text()
    assert acct("confirm", "harbour", "risks", "--today", "2026-11-25", cwd=book).err == "plans/harbour.md: nothing to change.\n"


@pytest.mark.parametrize(
    ("block", "said"),
    [("stakeholder", "stakeholders"), ("nonsense", "Did you mean"), ("units", "units"), ("risks.payroll-export", "risks")],
)
def test_what_confirm_refuses(acct: Acct, book: Path, block: str, said: str) -> None:
    refused(acct("confirm", "harbour", block, cwd=book), said)
    assert (book / PLAN).read_text() == LITE


def test_an_empty_block_cannot_be_confirmed(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("posture: retain\n", "posture: retain\nunits: {}\n"))
    refused(acct("confirm", "harbour", "units", cwd=book), "units")


def test_history_tells_a_confirmation(acct: Acct, book: Path) -> None:
    assert acct("confirm", "harbour", "risks", "--commit", cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%s") == "Harbour Bakery Group: risks still true"
    assert "still true" in acct("history", "harbour", cwd=book).out
