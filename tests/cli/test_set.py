"""`set`: fields of a plan, every other byte as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, make_book
from tests.store.ordinary import ordinary_folder

from .asked import PLAN, lines_changed, refused

Acct = Callable[..., Ran]


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
        assert lines_changed(book) == lines
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
    assert lines_changed(book, text) == ["- tier: growth\n", "+ tier: standard\n"]


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
