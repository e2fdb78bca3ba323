"""`edit`: what was typed is never lost, and what cannot be read never lands in the book."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, git

Acct = Callable[..., Ran]


class Desk:
    """A person at the editor: what they will type, and the drafts they have."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen = folder / "seen"
        self.typed = folder / "typed"
        self.drafts = folder / "tmp"
        self.drafts.mkdir()
        self.script = folder / "editor.sh"
        self.script.write_text(f"#!/bin/sh\ncp \"$1\" '{self.seen}'\n[ -f '{self.typed}' ] && cp '{self.typed}' \"$1\"\nexit 0\n")
        self.script.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(self.script))
        monkeypatch.setenv("TMPDIR", str(self.drafts))
        monkeypatch.setattr(tempfile, "tempdir", None)

    def types(self, text: str | bytes) -> None:
        """The next run of the editor saves this."""
        self.typed.write_bytes(text.encode() if isinstance(text, str) else text)

    def only_looks(self) -> None:
        """The next run of the editor saves nothing."""
        self.typed.unlink(missing_ok=True)

    def kept(self) -> list[Path]:
        return sorted(path for path in self.drafts.rglob("*") if path.is_file())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


def plan_of(book: Path) -> Path:
    return book / "plans" / "harbour.md"


BETTER = LITE.replace("posture: retain", "posture: grow   # since the call")
BROKEN = LITE.replace("posture: retain", "posture: [grow")


def test_a_sound_save_lands(book: Path, desk: Desk, acct: Acct) -> None:
    desk.types(BETTER)
    ran = acct("edit", "harbour", cwd=book)
    assert (ran.code, ran.out) == (0, "") and "saved" in ran.err
    assert plan_of(book).read_text() == BETTER
    assert desk.seen.read_text() == LITE
    assert desk.kept() == []


def test_every_byte_that_was_typed_lands(book: Path, desk: Desk, acct: Acct) -> None:
    text = ("\ufeff" + BETTER.rstrip("\n")).replace("\n", "\r\n").encode()
    desk.types(text)
    assert acct("edit", "harbour", cwd=book).code == 0
    assert plan_of(book).read_bytes() == text


def test_a_look_changes_nothing(book: Path, desk: Desk, acct: Acct) -> None:
    ran = acct("edit", "harbour", cwd=book)
    assert ran.code == 0 and "nothing to change" in ran.err
    assert plan_of(book).read_text() == LITE and desk.kept() == []


def test_a_save_can_be_committed(book: Path, desk: Desk, acct: Acct) -> None:
    desk.types(BETTER)
    assert acct("edit", "harbour", "-m", "Grow them", cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%s") == "Grow them"
    assert git(book, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (BROKEN, "plans/harbour.md:5:10: AP118"),
        (LITE.replace("posture: retain", "posture: retian"), "plans/harbour.md:5:10: AP102"),
        (LITE.replace("posture:", "posure:"), "plans/harbour.md:5:1: AP101"),
        ("", "plans/harbour.md:1:1: AP100"),
        (LITE.encode() + b"\xff\n", "AP115"),
        (LITE.replace("owner: dana\nlife", "owner: dana\nowner: lee\nlife"), "plans/harbour.md:4:1: AP103"),
    ],
)
def test_a_broken_save_is_kept_and_opened_again(typed: str | bytes, told: str, book: Path, desk: Desk, acct: Acct) -> None:
    desk.types(typed)
    first = acct("edit", "harbour", cwd=book)
    assert first.code == 1 and told in first.err
    assert plan_of(book).read_text() == LITE, "the book changed"
    (draft,) = desk.kept()
    assert str(draft) in first.err
    desk.only_looks()
    assert acct("edit", "harbour", cwd=book).code == 1
    assert desk.seen.read_bytes() == (typed.encode() if isinstance(typed, str) else typed), "another text was opened"
    desk.types(BETTER)
    assert acct("edit", "harbour", cwd=book).code == 0
    assert plan_of(book).read_text() == BETTER
    assert desk.kept() == []


def test_a_draft_of_an_older_version_is_told_of(book: Path, desk: Desk, acct: Acct) -> None:
    desk.types(BROKEN)
    acct("edit", "harbour", cwd=book)
    (old,) = desk.kept()
    plan_of(book).write_text(BETTER)
    desk.only_looks()
    ran = acct("edit", "harbour", cwd=book)
    assert str(old) in ran.err
    assert desk.seen.read_text() == BETTER, "the old draft hid the newer plan"
    assert old.read_text() == BROKEN


def test_a_change_under_our_hands_loses_nothing(book: Path, desk: Desk, acct: Acct) -> None:
    other = LITE.replace("posture: retain", "posture: expand")
    elsewhere = desk.script.parent / "elsewhere"
    elsewhere.write_text(other)
    desk.script.write_text(desk.script.read_text().replace("exit 0", f"cp '{elsewhere}' '{plan_of(book)}'\nexit 0"))
    desk.types(BETTER)
    ran = acct("edit", "harbour", cwd=book)
    assert ran.code == 2
    assert plan_of(book).read_text() == other, "somebody else's change was overwritten"
    assert [path.read_text() for path in desk.kept()] == [BETTER], "what was typed is lost"
    (draft,) = desk.kept()
    desk.script.write_text(desk.script.read_text().replace(f"cp '{elsewhere}'", f": '{elsewhere}'"))
    desk.only_looks()
    assert str(draft) in acct("edit", "harbour", cwd=book).err


def test_an_editor_that_fails_loses_nothing(book: Path, desk: Desk, acct: Acct) -> None:
    desk.types(BETTER)
    desk.script.write_text(desk.script.read_text().replace("exit 0", "exit 3"))
    ran = acct("edit", "harbour", cwd=book)
    assert ran.code == 2 and len(ran.err.splitlines()) <= 2
    assert plan_of(book).read_text() == LITE
    assert [path.read_text() for path in desk.kept()] == [BETTER]


def test_a_commit_that_fails_loses_nothing(book: Path, desk: Desk, acct: Acct) -> None:
    hook = book / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    hook.chmod(0o755)
    desk.types(BETTER)
    assert acct("edit", "harbour", "--commit", cwd=book).code == 2
    assert plan_of(book).read_text() == LITE
    assert [path.read_text() for path in desk.kept()] == [BETTER]


def test_a_dry_run_keeps_what_was_typed(book: Path, desk: Desk, acct: Acct) -> None:
    desk.types(BETTER)
    ran = acct("edit", "harbour", "--dry-run", cwd=book)
    assert ran.code == 0 and "+posture: grow" in ran.out
    assert plan_of(book).read_text() == LITE
    assert [path.read_text() for path in desk.kept()] == [BETTER]


def test_an_old_finding_bars_no_save(book: Path, desk: Desk, acct: Acct) -> None:
    """What the plan in the book has already is said, and does not stand in the way of another change."""
    plan_of(book).write_text(LITE.replace("lifecycle: adoption", "lifecycle: adopted"))
    desk.types(BETTER.replace("lifecycle: adoption", "lifecycle: adopted"))
    ran = acct("edit", "harbour", cwd=book)
    assert ran.code == 0 and "plans/harbour.md:4:12: AP102" in ran.err
    assert "posture: grow" in plan_of(book).read_text() and desk.kept() == []


def test_a_broken_plan_can_be_mended(book: Path, desk: Desk, acct: Acct) -> None:
    plan_of(book).write_text(BROKEN)
    desk.types(LITE)
    assert acct("edit", "harbour", cwd=book).code == 0
    assert plan_of(book).read_text() == LITE


@pytest.mark.parametrize(
    "data", [LITE.replace("Bakery", "Bäckerei").encode("latin-1"), b"\x00GITCRYPT\x00abc", b"version https://git-lfs.github.com/spec/v1\n"]
)
def test_what_no_editor_shows_as_it_is_stays_closed(data: bytes, book: Path, desk: Desk, acct: Acct) -> None:
    plan_of(book).write_bytes(data)
    desk.types(LITE)
    ran = acct("edit", "harbour", cwd=book)
    assert ran.code == 2 and "plans/harbour.md:" in ran.err
    assert plan_of(book).read_bytes() == data and not desk.seen.exists()


def test_drafts_are_for_nobody_else(book: Path, desk: Desk, acct: Acct) -> None:
    desk.types(BROKEN)
    acct("edit", "harbour", cwd=book)
    (draft,) = desk.kept()
    assert stat.S_IMODE(draft.parent.stat().st_mode) == 0o700


def test_a_folder_of_somebody_else_is_refused(book: Path, desk: Desk, acct: Acct) -> None:
    desk.types(BROKEN)
    acct("edit", "harbour", cwd=book)
    (draft,) = desk.kept()
    draft.parent.chmod(0o777)
    ran = acct("edit", "harbour", cwd=book)
    assert ran.code == 2 and plan_of(book).read_text() == LITE


def test_a_draft_that_is_a_link_is_not_followed(book: Path, desk: Desk, acct: Acct) -> None:
    desk.types(BROKEN)
    acct("edit", "harbour", cwd=book)
    (draft,) = desk.kept()
    secret = desk.drafts.parent / "secret"
    secret.write_text("nothing to see")
    draft.unlink()
    draft.symlink_to(secret)
    ran = acct("edit", "harbour", cwd=book)
    assert ran.code == 2
    assert secret.read_text() == "nothing to see"


def test_there_is_no_plan_to_edit(book: Path, desk: Desk, acct: Acct) -> None:
    assert acct("edit", "nobody", cwd=book).code == 2
    assert not desk.seen.exists()


def test_there_is_no_editor(book: Path, desk: Desk, acct: Acct, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "/nowhere/to/be/found")
    ran = acct("edit", "harbour", cwd=book)
    assert ran.code == 2 and "EDITOR" in ran.err and len(ran.err.splitlines()) == 2
