"""`upgrade`: older formats and template versions to the current ones, in one mechanical change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.planfile.upgrade import FORMAT
from tests.conftest import LITE, Ran, commit_all, git

Acct = Callable[..., Ran]
OLD = LITE.replace("---\naccount", "---\nformat: 0   # from the pilot\naccount", 1)


@pytest.fixture
def old(book: Path) -> Path:
    """A book with one plan in format 0, one on an older template, one that is current and one from the future."""
    (book / "plans/harbour.md").write_text(OLD)
    (book / "templates/plans").mkdir(parents=True)
    template = "---\ntemplate: {name: ferry, version: 3}\naccount:\nowner:\nintent:\nrenewal:\n---\n"
    (book / "templates/plans/ferry.md").write_text(template)
    for name, front in (
        ("wren", "template: ferry@1\nowner: lee"),
        ("tern", "template: ferry@3"),
        ("auk", f"format: {FORMAT + 1}\ntemplate: ferry@4"),
    ):
        (book / f"plans/{name}.md").write_text(f"---\naccount: {name.title()}\n{front}\n---\nWords.\n")
    commit_all(book, "Old plans", "2026-11-02T11:00:00+01:00")
    return book


def test_one_commit_over_the_book(old: Path, acct: Acct) -> None:
    ran = acct("upgrade", "--commit", cwd=old)
    said = " ".join(ran.err.split())
    assert (ran.code, ran.out) == (0, "")
    assert f"plans/harbour.md: format 0 is now {FORMAT}" in said
    assert "plans/wren.md: template ferry@1 is now ferry@3; the template also has intent, renewal" in said
    assert f"plans/auk.md: format {FORMAT + 1} is newer than this acctplan knows" in said
    assert "2 plans changed and committed; no age is refreshed." in said
    assert (old / "plans/harbour.md").read_text() == OLD.replace("format: 0 ", f"format: {FORMAT} ")
    assert (old / "plans/wren.md").read_text() == "---\naccount: Wren\ntemplate: ferry@3\nowner: lee\n---\nWords.\n"
    assert git(old, "show", "--format=", "--name-only", "HEAD").split() == ["plans/harbour.md", "plans/wren.md"]
    assert git(old, "log", "-1", "--format=%s|%(trailers:key=Acctplan-Mechanical,valueonly)").strip() == "Upgrade 2 plans|yes"
    assert git(old, "status", "--porcelain") == ""
    again = acct("upgrade", cwd=old)
    assert again.code == 0 and "Nothing to upgrade: 4 plans are current." in again.err


def test_what_lint_finds_upgrade_mends(old: Path, acct: Acct) -> None:
    assert "AP109" in acct("lint", "harbour", "--format", "concise", cwd=old).out
    ran = acct("upgrade", "harbour", cwd=old)
    assert ran.code == 0 and "“Acctplan-Mechanical: yes”" in " ".join(ran.err.split())
    assert "AP109" not in acct("lint", "harbour", "--format", "concise", cwd=old).out
    assert "template: ferry@1" in (old / "plans/wren.md").read_text()


def test_dry_run_and_diff(old: Path, acct: Acct) -> None:
    dry = acct("upgrade", "wren", "--dry-run", cwd=old)
    assert dry.code == 0 and "-template: ferry@1\n+template: ferry@3\n" in dry.out and "Nothing was written" in dry.err
    assert git(old, "status", "--porcelain") == ""
    done = acct("upgrade", "wren", "--diff", cwd=old)
    assert done.out == dry.out and "ferry@3" in (old / "plans/wren.md").read_text()


def test_an_unreadable_plan_is_named_and_the_others_are_done(old: Path, acct: Acct) -> None:
    (old / "plans/bad.md").write_text("no fields here\n")
    ran = acct("upgrade", cwd=old)
    assert ran.code == 2 and "Left as it is: plans/bad.md:1:1: AP100" in " ".join(ran.err.split()) and "2 plans changed." in ran.err


def test_a_current_book_needs_nothing(book: Path, acct: Acct) -> None:
    ran = acct("upgrade", "--commit", cwd=book)
    assert (ran.code, ran.out) == (0, "") and "Nothing to upgrade: 1 plan is current." in ran.err
    assert git(book, "rev-list", "--count", "HEAD") == "1"


def test_nothing_comes_from_stdin(book: Path, acct: Acct) -> None:
    ran = acct("upgrade", "-", cwd=book, stdin=OLD)
    assert (ran.code, ran.out) == (2, "") and "Name a plan of the book" in ran.err
