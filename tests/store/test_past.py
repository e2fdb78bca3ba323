"""What a plan said before, told by git: as few versions as answer the question, and silence where history ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from acctplan.analysis.past_values import Past
from acctplan.store import aging
from acctplan.store.aging import Chronicle
from acctplan.store.git import discover
from acctplan.store.shelf import read_book, read_desk
from acctplan.store.source import WorkTree
from acctplan.store.versions import Versions
from tests.conftest import LITE, Ran, git

from .test_ages import BORN, BROKEN, LAST, LATER, MAIN, MERGED, PLAN, SIDE, TODAY, branch, merge, put, save
from .test_ages import book as book

Acct = Callable[..., Ran]
DUE = ("actions", "price-night", "due")
TARGET = ("goals", "rosters", "key_results", "shops-publishing-14-days-ahead", "target")
WORDS = "Send the night kitchen price"
EVER = date(2025, 1, 1)


@contextmanager
def past_of(folder: Path, plan: str = "harbour", *, cached: bool = False) -> Iterator[tuple[Past, Chronicle]]:
    """The past of a plan, and the chronicle it comes from."""
    repository, source = discover(folder), WorkTree(folder)
    desk = read_desk(source)
    assert repository is not None
    entry = read_book(source, desk).entries[plan]
    with closing(Versions(repository, desk, cached=cached)) as versions:
        chronicle = Chronicle(repository, versions, {entry.file: plan}, today=TODAY)
        yield chronicle.ages(entry).past, chronicle


def dues(folder: Path, plan: str = "harbour", since: date = EVER, least: int = 2) -> list[tuple[date, str, bool]]:
    with past_of(folder, plan) as (past, _):
        return [tuple(said) for said in past.varied({DUE: WORDS}, since, least).get(DUE, ())]


def move(folder: Path, old: str, new: str, day: date, path: str = PLAN, words: str = "Move") -> None:
    save(put(folder, (f"{WORDS} (lee, {old}, night", f"{WORDS} (lee, {new}, night"), path=path), day, words=words)


@pytest.fixture
def moved(book: Path) -> Path:
    """A book in which an action was put off twice."""
    move(book, "2026-12-05", "2026-12-20", LATER)
    move(book, "2026-12-20", "2027-01-15", LAST)
    return book


def test_the_values_of_a_field_newest_first(moved: Path) -> None:
    assert dues(moved) == [(LAST, "2027-01-15", True), (LATER, "2026-12-20", True), (BORN, "2026-12-05", True)]


def test_only_as_far_back_as_asked(moved: Path) -> None:
    assert dues(moved, since=date(2026, 7, 1)) == [(LAST, "2027-01-15", True), (LATER, "2026-12-20", True)]
    assert dues(moved, since=LAST) == []
    with past_of(moved) as (past, chronicle):
        past.varied({DUE: WORDS}, date(2026, 7, 1))
        assert chronicle.versions.reader.read == 1


def test_a_field_that_held_fewer_values_is_left_out(moved: Path) -> None:
    assert len(dues(moved, least=3)) == 3
    assert dues(moved, least=4) == []


def test_what_is_not_committed_is_of_today(moved: Path) -> None:
    put(moved, ("(lee, 2027-01-15, night", "(lee, 2027-02-01, night"))
    assert dues(moved)[:2] == [(TODAY, "2027-02-01", True), (LAST, "2027-01-15", True)]


def test_a_mechanical_commit_is_marked(moved: Path) -> None:
    move(moved, "2027-01-15", "2027-02-01", date(2026, 9, 1), words="Mass edit\n\nAcctplan-Mechanical: yes")
    assert [by_hand for _, _, by_hand in dues(moved)] == [False, True, True, True]


def test_changes_elsewhere_and_another_form_are_no_change(moved: Path) -> None:
    save(put(moved, ("severity: medium", "severity: high")), date(2026, 8, 10))
    long = f"  price-night:\n    do: {WORDS}\n    owner: lee\n    due: 2027-01-15\n    because: [night-kitchens]"
    save(put(moved, (f"  price-night: {WORDS} (lee, 2027-01-15, night-kitchens)", long)), date(2026, 9, 1))
    assert dues(moved) == [(LAST, "2027-01-15", True), (LATER, "2026-12-20", True), (BORN, "2026-12-05", True)]


def test_versions_whose_lines_are_alike_are_not_parsed(book: Path) -> None:
    for number in range(5):
        save(put(book, (f"now {9 + number}", f"now {10 + number}")), date(2026, 2 + number, 3))
    with past_of(book) as (past, chronicle):
        assert past.varied({DUE: WORDS, TARGET: ""}, EVER) == {}
        assert chronicle.archive.parsed == 0
        assert chronicle.versions.reader.read == 5


def test_an_item_that_was_not_there_has_no_past_beyond(book: Path) -> None:
    line = f"  price-night: {WORDS} (lee, 2026-12-05, night-kitchens)\n"
    save(put(book, (line, "")), LATER)
    save(put(book, ("actions:\n", f"actions:\n{line}")), LAST)
    move(book, "2026-12-05", "2026-12-20", date(2026, 9, 1))
    assert dues(book) == [(date(2026, 9, 1), "2026-12-20", True), (LAST, "2026-12-05", True)]


def test_an_item_worded_anew_is_another(moved: Path) -> None:
    save(put(moved, (WORDS, "Send Tom the price")), date(2026, 9, 1))
    with past_of(moved) as (past, _):
        assert past.varied({DUE: "Send Tom the price"}, EVER) == {}
        assert len(past.varied({DUE: ""}, EVER)[DUE]) == 3


def test_a_renamed_file_keeps_its_past(moved: Path) -> None:
    git(moved, "mv", PLAN, "plans/bakeries.md")
    save(moved, date(2026, 9, 1))
    assert [value for _, value, _ in dues(moved, "bakeries")] == ["2027-01-15", "2026-12-20", "2026-12-05"]


@pytest.mark.parametrize(("side", "main"), [(SIDE, MAIN), (MAIN, SIDE)])
def test_a_merge_keeps_the_past_of_its_first_side(book: Path, side: date, main: date) -> None:
    branch(book, ("severity: medium", "severity: high"), day=side, by="Lee Wong <lee@northpeak.example>")
    move(book, "2026-12-05", "2026-12-20", main)
    merge(book, MERGED)
    assert git(book, "status", "--porcelain") == ""
    assert [value for _, value, _ in dues(book)] == ["2026-12-20", "2026-12-05"]


def test_a_squash_merge_is_one_change(book: Path) -> None:
    git(book, "checkout", "-q", "-b", "side")
    move(book, "2026-12-05", "2026-12-20", SIDE)
    move(book, "2026-12-20", "2027-01-15", MAIN)
    git(book, "checkout", "-q", "main")
    git(book, "merge", "-q", "--squash", "side")
    save(book, MERGED)
    assert dues(book) == [(MERGED, "2027-01-15", True), (BORN, "2026-12-05", True)]


@pytest.mark.parametrize("text", [BROKEN["broken text"], BROKEN["conflict markers"], BROKEN["not UTF-8"]])
def test_a_version_that_cannot_be_read_says_nothing(book: Path, text: str) -> None:
    (book / PLAN).write_bytes(text.encode("utf-8", "surrogateescape"))
    save(book, LATER)
    (book / PLAN).write_text(LITE)
    save(book, LAST)
    with past_of(book) as (past, _):
        assert past.varied({DUE: "", ("pulse", "renew_today"): ""}, EVER) == {}


# --- then


def test_what_the_plan_said_on_a_day(moved: Path) -> None:
    paths = [DUE, ("risks", "payroll-export"), ("risks", "nowhere"), ("pulse",)]
    with past_of(moved) as (past, _):
        assert past.then(paths, LATER) == {DUE: False, ("risks", "payroll-export"): True}
        assert past.then(paths, LAST) == {DUE: True, ("risks", "payroll-export"): True}
        assert past.then(paths, BORN)
        assert past.then(paths, date(2026, 1, 4)) == {}
        assert past.then([], LAST) == {}


def test_a_plan_nobody_committed_has_no_past(book: Path) -> None:
    (book / "plans" / "new.md").write_text(LITE)
    with past_of(book, "new") as (past, _):
        assert past.then([DUE], TODAY) == {DUE: True}
        assert past.then([DUE], date(2026, 11, 19)) == {}
        assert past.varied({DUE: ""}, EVER) == {}


def test_of_a_large_book_the_last_months_are_enough(moved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version that stood at the beginning of what was read is known without reading on."""
    expected = dues(moved, since=date(2026, 7, 1))
    monkeypatch.setattr(aging, "_MANY", 0)
    monkeypatch.setattr(aging, "_FIRST_DAYS", 150)
    with past_of(moved) as (past, chronicle):
        found = past.varied({DUE: WORDS}, date(2026, 7, 1))[DUE]
        assert [said.value for said in found] == [value for _, value, _ in expected]
        assert past.then([DUE], date(2026, 7, 1)) == {DUE: False}
        assert chronicle.whole.cache_info().currsize == 0
        assert past.then([DUE], BORN) == {DUE: False}
        assert len(past.varied({DUE: WORDS}, EVER)[DUE]) == 3
        assert chronicle.whole.cache_info().currsize == 1


def test_what_was_found_out_is_remembered_without_a_word(moved: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for reads in (2, 0):
        with past_of(moved, cached=True) as (past, chronicle):
            assert past.varied({TARGET: ""}, EVER) == {}
            assert past.then([DUE, TARGET], LATER) == {DUE: False, TARGET: True}
            assert chronicle.versions.reader.read == reads
    data = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert data
    assert not any(word in data for word in (b"price-night", b"2026-12-20", b"kitchen", b"rosters"))


# --- facts


def sync(folder: Path, users: int, day: date) -> None:
    (folder / "facts").mkdir(exist_ok=True)
    (folder / "facts" / "harbour.yaml").write_text(
        f'account: Harbour Bakery Group\nusage: {{source: w, changed_at: "{day}T02:00:00Z", active_users: {users}}}\n'
    )
    save(folder, day, by="sync <sync@northpeak.example>", words="Sync")


def users_then(folder: Path, day: date) -> float | None:
    with past_of(folder) as (past, _):
        facts = past.facts_then(day, lambda _text: True)
        return facts.number("usage", "active_users") if facts else None


def test_the_facts_beside_a_version(book: Path) -> None:
    sync(book, 298, date(2026, 3, 1))
    save(put(book, ("severity: medium", "severity: high")), LATER)
    sync(book, 212, date(2026, 7, 1))
    save(put(book, ("now 9", "now 11")), LAST)
    assert users_then(book, LATER) == 298
    assert users_then(book, date(2026, 6, 2)) == 212
    assert users_then(book, BORN) is None
    assert users_then(book, TODAY) is None


def test_facts_of_a_book_in_a_folder_whose_name_has_a_blank_are_unknown(tmp_path: Path) -> None:
    top = tmp_path / "all"
    (top / "my book" / "plans").mkdir(parents=True)
    (top / "my book" / "acctplan.yaml").write_text("currency: EUR\n")
    (top / "my book" / PLAN).write_text(LITE)
    git(top, "init", "-q", "-b", "main")
    save(top, BORN)
    sync(top / "my book", 298, LATER)
    save(put(top / "my book", ("now 9", "now 11")), LAST)
    assert users_then(top / "my book", LAST) is None
    assert dues(top / "my book") == []


# --- where history is not all there


def test_a_shallow_clone_is_silent_beyond_its_end(moved: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=2", moved.as_uri(), "shallow")
    assert [value for _, value, _ in dues(tmp_path / "shallow")] == ["2027-01-15", "2026-12-20"]
    with past_of(tmp_path / "shallow") as (past, _):
        assert past.then([DUE], date(2026, 5, 1)) == {}


@pytest.mark.parametrize("filtering", ["blob:none", "tree:0"])
def test_a_clone_without_old_contents_is_silent_and_fetches_nothing(acct: Acct, moved: Path, tmp_path: Path, filtering: str) -> None:
    sync(moved, 298, date(2026, 8, 10))
    save(put(moved, ("now 9", "now 11")), date(2026, 9, 1))
    git(moved, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", f"--filter={filtering}", moved.as_uri(), "partial")
    clone = tmp_path / "partial"
    before = git(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    ran = acct("lint", "--fail-on", "never", "--no-cache", cwd=clone)
    assert ran.code == 0, ran.err
    assert "AP905" in ran.out
    assert acct("lint", "--fail-on", "never", "--require-history", cwd=clone).code == 2
    assert acct("show", "harbour", cwd=clone).code == 0
    assert git(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)") == before


def test_a_rename_in_a_clone_without_old_contents_is_no_beginning(acct: Acct, moved: Path, tmp_path: Path) -> None:
    """Whether a file was renamed and edited, only its contents could tell."""
    git(moved, "mv", PLAN, "plans/bakeries.md")
    save(put(moved, ("now 9", "now 11"), path="plans/bakeries.md"), date(2026, 9, 1))
    git(moved, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", moved.as_uri(), "partial")
    ran = acct("lint", "--json", "--select", "history-shallow", "--fail-on", "never", cwd=tmp_path / "partial")
    assert ran.code == 0, ran.err
    assert [finding["code"] for finding in json.loads(ran.out)["findings"]] == ["AP905"]


def test_lint_tells_a_history_that_is_cut_short_once(acct: Acct, moved: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", moved.as_uri(), "shallow")

    def told(folder: Path) -> list[str]:
        findings = json.loads(acct("lint", "--json", "--select", "history-shallow", "--fail-on", "never", cwd=folder).out)["findings"]
        return [finding["code"] for finding in findings]

    assert told(tmp_path / "shallow") == ["AP905"]
    assert told(moved) == []


def test_a_plan_that_keeps_slipping_is_found_in_a_real_book(acct: Acct, moved: Path) -> None:
    def found(*words: str) -> list[str]:
        ran = acct("lint", "--json", "--select", "action-slipping", "--fail-on", "never", "--today", str(TODAY), *words, cwd=moved)
        return [finding["path"] for finding in json.loads(ran.out)["findings"]]

    assert found() == []
    move(moved, "2027-01-15", "2027-02-01", date(2026, 10, 1))
    assert found() == ["actions.price-night"]
    assert found("--no-cache") == ["actions.price-night"]
    assert found("--as-of", "2026-09-30") == []
