"""`edit`: a plan in the person's editor; what was typed is never lost, what cannot be read never lands."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, git
from tests.store.untouched import busy, committed, picture

from .asked import PLAN, refused

Acct = Callable[..., Ran]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have an editor that runs a line of shell on the file, `$1`; drafts lie in a folder of their own."""
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "drafts"))
    (tmp_path / "drafts").mkdir()

    def use(script: str) -> None:
        program = tmp_path / "an editor"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("EDITOR", f"'{program}'")

    return use


def drafts(folder: Path) -> list[Path]:
    return [path for path in (folder / "drafts").rglob("*") if not path.is_dir()]


def test_what_was_typed_is_saved(acct: Acct, book: Path, editor: Callable[[str], None]) -> None:
    editor('sed -i "s/tier: growth/tier: standard/" "$1"')
    ran = acct("edit", "harbour", cwd=book)
    assert (ran.code, ran.out, ran.err) == (0, "", "plans/harbour.md: saved.\n")
    assert (book / PLAN).read_text() == LITE.replace("tier: growth", "tier: standard")


def test_exactly_the_plan_is_committed(acct: Acct, book: Path, editor: Callable[[str], None]) -> None:
    editor('sed -i "s/tier: growth/tier: standard/" "$1"')
    busy(book)
    before = picture(book, but=PLAN)
    assert acct("edit", "harbour", "-m", "Lower the tier", cwd=book).code == 0
    assert committed(book) == [PLAN]
    assert git(book, "log", "-1", "--format=%s") == "Lower the tier"
    assert picture(book, but=PLAN) == before


def test_nothing_typed_is_nothing_changed(acct: Acct, book: Path, editor: Callable[[str], None]) -> None:
    editor("exit 0")
    assert acct("edit", "harbour", "--commit", cwd=book).err == "plans/harbour.md: nothing to change.\n"
    assert git(book, "rev-list", "--count", "HEAD") == "1"


def test_what_cannot_be_read_is_kept_beside_the_book(acct: Acct, book: Path, tmp_path: Path, editor: Callable[[str], None]) -> None:
    editor('echo "risks: [" > "$1"')
    ran = acct("edit", "harbour", cwd=book)
    assert ran.code == 1
    assert "The book is unchanged. Your text is kept in " in ran.err
    assert (book / PLAN).read_text() == LITE
    (draft,) = drafts(tmp_path)
    assert draft.read_text() == "risks: [\n"
    assert draft.parent.stat().st_mode & 0o077 == 0
    editor('printf "%s" "$(cat "$1")" > /dev/null; cp "$0.text" "$1"')
    (tmp_path / "an editor.text").write_text(LITE.replace("tier: growth", "tier: standard"))
    assert acct("edit", "harbour", cwd=book).code == 0
    assert "tier: standard" in (book / PLAN).read_text()
    assert drafts(tmp_path) == []


def test_a_plan_that_cannot_be_read_can_be_edited(acct: Acct, book: Path, editor: Callable[[str], None]) -> None:
    (book / PLAN).write_text("---\nrisks: [\n---\n")
    editor('printf -- "---\\naccount: Harbour\\n---\\n" > "$1"')
    assert acct("edit", "harbour", cwd=book).code == 0
    assert (book / PLAN).read_text() == "---\naccount: Harbour\n---\n"


def test_a_change_in_the_meantime_is_not_written_over(acct: Acct, book: Path, tmp_path: Path, editor: Callable[[str], None]) -> None:
    editor(f'sed -i "s/tier: growth/tier: standard/" "$1"; echo Mine. >> "{book / PLAN}"')
    refused(acct("edit", "harbour", cwd=book), "changed while this command ran")
    assert (book / PLAN).read_text() == LITE + "Mine.\n"
    (draft,) = drafts(tmp_path)
    assert "tier: standard" in draft.read_text()


@pytest.mark.parametrize("command", ["/nowhere/at/all", "", "'unclosed", "false"])
def test_an_editor_that_is_none(
    acct: Acct, book: Path, tmp_path: Path, editor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    monkeypatch.setenv("PATH", "/usr/bin:/bin" if command == "false" else "/nowhere")
    refused(acct("edit", "harbour", cwd=book), "editor")
    assert (book / PLAN).read_text() == LITE
    assert drafts(tmp_path) == []


def test_an_editor_that_cannot_be_started(acct: Acct, book: Path, tmp_path: Path, editor: Callable[[str], None]) -> None:
    editor("")
    (tmp_path / "an editor").write_bytes(b"\0\1no program")
    refused(acct("edit", "harbour", cwd=book), "the editor “an editor” cannot be started: Exec format error")
    assert drafts(tmp_path) == []


def test_what_was_typed_stays_where_the_editor_fails(acct: Acct, book: Path, tmp_path: Path, editor: Callable[[str], None]) -> None:
    editor('echo "# mine" >> "$1"; exit 1')
    refused(acct("edit", "harbour", cwd=book), "ended with an error", "What was typed is kept")
    (draft,) = drafts(tmp_path)
    assert draft.read_text() == LITE + "# mine\n"
    editor("exit 0")
    assert acct("edit", "harbour", cwd=book).code == 0
    assert (book / PLAN).read_text() == LITE + "# mine\n"
    assert drafts(tmp_path) == []


def test_what_edit_refuses(acct: Acct, book: Path, story: Path, editor: Callable[[str], None]) -> None:
    editor("exit 0")
    refused(acct("edit", "harbor", cwd=book), "Did you mean harbour?")
    refused(acct("edit", "polder-parcels", cwd=story), "has no plan yet")


def test_a_draft_that_is_a_link_is_never_written_through(acct: Acct, book: Path, tmp_path: Path, editor: Callable[[str], None]) -> None:
    editor('echo "risks: [" > "$1"')
    acct("edit", "harbour", cwd=book)
    (draft,) = drafts(tmp_path)
    draft.unlink()
    (tmp_path / "mine").write_text("mine")
    draft.symlink_to(tmp_path / "mine")
    refused(acct("edit", "harbour", cwd=book), "is a link")
    assert (tmp_path / "mine").read_text() == "mine"


def test_without_a_terminal_and_an_editor_nothing_waits(
    acct: Acct, book: Path, editor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    editor("exit 0")
    for name in ("ACCTPLAN_EDITOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    refused(acct("edit", "harbour", cwd=book), "there is no terminal for an editor", "Set EDITOR, or change the plan with `acctplan set`.")
    assert (book / PLAN).read_text() == LITE
