"""The history of a book is told again without being read again, and always as it would be told anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.model.team import NOBODY
from acctplan.store import told_turns
from acctplan.store.cache import cache_file
from acctplan.store.git import BlobReader
from acctplan.store.told_turns import ToldTurns
from tests.conftest import LITE, Ran, commit_all, git

from .asked import PLAN

Acct = Callable[..., Ran]
FORMS = ("text", "json", "markdown")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = cache_file()
    assert path is not None
    return path.parent


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions that are read."""
    found: list[str] = []
    get = BlobReader.get
    monkeypatch.setattr(BlobReader, "get", lambda reader, blob: found.append(blob) or get(reader, blob))
    return found


def as_anew(acct: Acct, book: Path, form: str) -> bool:
    ran = acct("history", "--format", form, cwd=book)
    assert ran.code == 0, ran
    return ran.out == acct("history", "--no-cache", "--format", form, cwd=book).out


def test_another_format_reads_nothing_again(acct: Acct, changed: Path, read: list[str]) -> None:
    commit_all(changed, "All", "2026-11-12T10:00:00+01:00")
    acct("history", cwd=changed)
    assert read
    read.clear()
    acct("history", "--json", cwd=changed)
    assert not read
    assert all(as_anew(acct, changed, form) for form in FORMS)


def test_after_a_commit_only_what_is_new_is_read(acct: Acct, changed: Path, read: list[str]) -> None:
    commit_all(changed, "All", "2026-11-12T10:00:00+01:00")
    acct("history", cwd=changed)
    before = git(changed, "rev-parse", f"HEAD:{PLAN}").strip()
    (changed / PLAN).write_text(LITE.replace("tier: growth", "tier: standard"))
    commit_all(changed, "One more", "2026-11-13T10:00:00+01:00")
    read.clear()
    acct("history", "--json", cwd=changed)
    assert sorted(read) == sorted([before, git(changed, "rev-parse", f"HEAD:{PLAN}").strip()])
    assert all(as_anew(acct, changed, form) for form in FORMS)


def test_the_story_of_two_years_is_told_alike(acct: Acct, story: Path) -> None:
    assert all(as_anew(acct, story, form) for form in (*FORMS, "html", *FORMS))


@pytest.mark.parametrize(
    "what", ["amended", "another subject", "another author", "another name", "another zone", "not committed", "mechanical"]
)
def test_what_is_told_from_anything_else_is_told_anew(acct: Acct, changed: Path, what: str) -> None:
    commit_all(changed, "All", "2026-11-12T22:30:00+00:00")
    first = acct("history", cwd=changed)
    if what == "amended":
        (changed / PLAN).write_text(LITE.replace("tier: growth", "tier: standard"))
        git(changed, "commit", "-qa", "--amend", "--no-edit")
    elif what == "another subject":
        git(changed, "commit", "-q", "--amend", "-m", "Else")
    elif what == "another author":
        git(changed, "commit", "-q", "--amend", "--no-edit", "--author", "Somebody Else <else@northpeak.example>")
    elif what == "another name":
        team = changed / "team.yaml"
        team.write_text(team.read_text("utf-8").replace("name: Dana Kim", "name: Dana Kym"), "utf-8")
    elif what == "another zone":
        settings = changed / "acctplan.yaml"
        settings.write_text(settings.read_text("utf-8").replace("Europe/Berlin", "Asia/Tokyo"), "utf-8")
    elif what == "mechanical":
        (changed / ".git-blame-ignore-revs").write_text(git(changed, "rev-parse", "HEAD"))
    else:
        (changed / PLAN).write_text(LITE.replace("tier: growth", "tier: standard"))
    assert all(as_anew(acct, changed, form) for form in FORMS)
    assert what in ("another name", "mechanical") or acct("history", cwd=changed) != first


def test_a_damaged_cache_is_none(acct: Acct, changed: Path, folder: Path) -> None:
    acct("history", cwd=changed)
    for damage in ("UPDATE told SET value = zeroblob(40)", "DROP TABLE told"):
        with sqlite3.connect(folder / "history.sqlite") as base:
            base.execute(damage)
        base.close()
        assert all(as_anew(acct, changed, form) for form in FORMS)
    (folder / "history.sqlite").write_bytes(b"no base at all")
    assert all(as_anew(acct, changed, form) for form in FORMS)


def test_without_a_cache_nothing_is_left_behind(acct: Acct, changed: Path, folder: Path) -> None:
    acct("history", "--no-cache", cwd=changed)
    assert not (folder / "history.sqlite").exists()


def test_the_oldest_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_turns, "_MOST", 5_000)
    kept = ToldTurns(tmp_path / "cache" / "history.sqlite", NOBODY, "one")
    names = [f"plan-{number}" for number in range(400)]
    for name in names:
        kept.put({name: [[name, name, None, None]]})
    found = kept.get(names)
    assert 80 < len(found) < 120
    assert list(found) == names[-len(found) :]
    assert not ToldTurns(kept.path, NOBODY, "two").get(names)


def test_what_was_told_of_one_plan_is_not_told_of_another(tmp_path: Path) -> None:
    kept = ToldTurns(tmp_path / "cache" / "history.sqlite", NOBODY, "one")
    kept.put({"one": [["a", "One", None, None]], "other": [["b", "Other", None, None]]})
    assert kept.path is not None
    with sqlite3.connect(kept.path) as base:
        base.execute("UPDATE told SET value = (SELECT value FROM told ORDER BY at LIMIT 1)")
    base.close()
    assert kept.get(["other"]) == {}
