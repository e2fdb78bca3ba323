"""`doctor`: what acctplan stands on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, make_book

from .asked import PLAN, flat, told

Acct = Callable[..., Ran]


def checks(acct: Acct, book: Path, code: int = 0) -> dict[str, str]:
    return {check["about"]: check["state"] for check in told(acct("doctor", "--json", cwd=book), "doctor", code)["checks"]}


def test_all_is_well(acct: Acct, book: Path) -> None:
    found = checks(acct, book)
    assert found["git"] == found["history"] == found["book"] == found["me"] == found["plans"] == "fine"
    assert "You are Dana Kim." in acct("doctor", cwd=book).out


def test_what_doctor_finds(acct: Acct, book: Path) -> None:
    (book / "plans" / "north").mkdir()
    (book / "plans" / "north" / "harbour.md").write_text(LITE)
    (book / "plans" / "broken.md").write_text("---\n[\n---\n")
    (book / "plans" / "linked.md").symlink_to("/etc/passwd")
    (book / "plans" / "marked.md").write_text("\ufeff" + LITE)
    found = checks(acct, book, 1)
    assert (found["plans"], found["plans/broken.md"], found["plans/marked.md"]) == ("wrong", "wrong", "note")
    out = flat(acct("doctor", cwd=book).out)
    assert "Another plan has the id harbour too." in out
    assert "plans/linked.md wrong It is a link" in out
    assert "2 of 4 can be read." in out


@pytest.mark.parametrize("name", ["HEAD.lock", "index.lock", "config.lock", "packed-refs.lock", "refs/heads/main.lock"])
def test_a_lock_that_a_killed_git_left(acct: Acct, book: Path, name: str) -> None:
    assert "git lock" not in checks(acct, book)
    lock = book / ".git" / name
    lock.write_text("")
    os.utime(lock, (1_795_000_000, 1_795_000_000))
    out = acct("doctor", "--json", cwd=book).out
    assert checks(acct, book)["git lock"] == "note"
    assert f"{lock} has been there since 2026-11-18 " in out
    assert ": git may refuse to write." in out and "Delete it if no git runs here." in out
    assert lock.exists()


def test_a_snapshot_that_cannot_be_read_is_told(acct: Acct, book: Path) -> None:
    (book / ".git/refs/tags/plan").mkdir()
    (book / ".git/refs/tags/plan/2026-10").write_text("1" * 40 + "\n")
    assert checks(acct, book, 1)["snapshots"] == "wrong"
    assert "the tag plan/2026-10 stands for what this clone does not hold" in flat(acct("doctor", cwd=book).out)


@pytest.mark.parametrize(
    ("file", "text"),
    [("acctplan.yaml", "curency: EUR\n"), ("team.yaml", "dana: [\n"), ("acctplan.yaml", "\xff"), ("acctplan.yaml", "time_zone: Nowhere\n")],
)
def test_doctor_goes_on_where_settings_are_wrong(acct: Acct, book: Path, file: str, text: str) -> None:
    (book / file).write_text(text, encoding="latin-1")
    ran = acct("doctor", cwd=book)
    assert ran.code in (1, 2), ran
    assert "bug" not in ran.err


def test_doctor_without_a_book_or_git(acct: Acct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = acct("doctor", cwd=tmp_path)
    assert ran.code == 1
    assert "no book here" in flat(ran.out)
    book = make_book(tmp_path / "plain", commit=False)
    assert checks(acct, book)["git"] == "note"
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    assert checks(acct, book)["git"] == "note"


def test_doctor_when_nobody_is_me(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "stranger@x.example")
    assert checks(acct, book)["me"] == "note"
    monkeypatch.setenv("ACCTPLAN_ME", "stranger")
    assert checks(acct, book)["me"] == "note"
    assert (book / PLAN).read_text() == LITE


def test_a_book_that_has_just_begun(acct: Acct, tmp_path: Path) -> None:
    assert acct("init", "new", cwd=tmp_path).code == 0
    assert "with no people." in flat(acct("doctor", cwd=tmp_path / "new").out)
    (tmp_path / "new" / "team.yaml").write_text("dana: {name: Dana Kim}\n")
    out = flat(acct("doctor", cwd=tmp_path / "new").out)
    assert "with 1 person." in out
    assert "plans note None yet. Make one with `acctplan new`." in out
