"""The person's index: the same to the last byte where nothing is committed, and without a trace of us elsewhere where something is."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all, git, make_book

from .untouched import busy, committed, hook, picture

Acct = Callable[..., Ran]
PLAN, NEW = "plans/harbour.md", "plans/wren-ferries.md"
SET = ("set", "harbour", "rosters.status=on-track", "--commit")
MAKE = ("new", "Wren Ferries", "--set", "owner=dana", "--no-input", "--commit")
EACH = pytest.mark.parametrize(("path", "words"), [(PLAN, SET), (NEW, MAKE)], ids=["set", "new"])


def index(book: Path) -> tuple[bytes, int, int]:
    """The index itself: its bytes, its time, and which file it is."""
    path = book / ".git" / "index"
    return path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino


KINDS: dict[str, Callable[[Path], object]] = {
    "plain": lambda book: None,
    "version 4": lambda book: (git(book, "config", "index.version", "4"), git(book, "update-index", "--index-version", "4")),
    "split": lambda book: (git(book, "config", "core.splitIndex", "true"), git(book, "update-index", "--split-index")),
    "untracked cache": lambda book: (git(book, "config", "core.untrackedCache", "true"), git(book, "update-index", "--untracked-cache")),
    "monitored": lambda book: (
        git(book, "config", "core.fsmonitor", _monitor(book)),
        git(book, "update-index", "--fsmonitor"),
    ),
}
KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def _monitor(book: Path) -> str:
    """A file system monitor that always says that anything may have changed."""
    path = book.parent / "monitor"
    path.write_text("#!/bin/sh\nprintf 'token\\0/\\0'\n")
    path.chmod(0o755)
    return str(path)


def _hook_says_no(book: Path) -> None:
    hook(book, "pre-commit", "exit 1")


def _message_says_no(book: Path) -> None:
    hook(book, "commit-msg", "exit 1")


def _signer_fails(book: Path) -> None:
    git(book, "config", "commit.gpgsign", "true")
    git(book, "config", "gpg.program", "false")


def _merging(book: Path) -> None:
    (book / ".git" / "MERGE_HEAD").write_text(git(book, "rev-parse", "HEAD") + "\n")


@KIND
@EACH
@pytest.mark.parametrize("fault", [_hook_says_no, _message_says_no, _signer_fails, _merging])
def test_nothing_committed_nothing_touched(
    acct: Acct, book: Path, kind: Callable[[Path], object], path: str, words: tuple[str, ...], fault: Callable[[Path], None]
) -> None:
    busy(book)
    kind(book)
    before = picture(book)
    fault(book)
    first = index(book)
    assert acct(*words, cwd=book).code == 2
    assert index(book) == first
    (book / ".git" / "MERGE_HEAD").unlink(missing_ok=True)
    assert picture(book) == before


@KIND
@EACH
def test_the_kind_of_index_is_kept(acct: Acct, book: Path, kind: Callable[[Path], object], path: str, words: tuple[str, ...]) -> None:
    busy(book)
    kind(book)
    before, extensions = picture(book, but=path), _extensions(book)
    for _ in range(2):
        ran = acct(*words, cwd=book)
        assert ran.code == (0 if path == PLAN or "Made" in ran.err else 2), ran.err
    assert committed(book) == [path]
    assert picture(book, but=path) == before
    assert git(book, "status", "--porcelain", "--", path) == ""
    assert extensions <= _extensions(book)


def _extensions(book: Path) -> set[bytes]:
    """What the index holds beside its entries, by git's own names, and its version."""
    data = (book / ".git" / "index").read_bytes()
    return {data[4:8]} | {name for name in (b"link", b"UNTR", b"FSMN") if name in data}


# --- the plan itself holds work of the person


def _part_of_it_staged(book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("severity: medium", "severity: high"))
    git(book, "add", PLAN)
    (book / PLAN).write_text(LITE.replace("severity: medium", "severity: high").replace("usage: amber", "usage: red"))


def _on_its_way(book: Path) -> None:
    git(book, "rm", "-q", "--cached", PLAN)
    git(book, "commit", "-q", "-m", "Untrack")
    git(book, "add", "-N", PLAN)


def _renamed(book: Path) -> None:
    (book / "plans" / "pier.md").write_text(LITE)
    commit_all(book, "Pier", "2026-11-04T10:00:00+01:00")
    git(book, "rm", "-q", PLAN)
    git(book, "mv", "plans/pier.md", PLAN)


def _conflicting(book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("severity: medium", "severity: high"))
    git(book, "stash", "-q")
    (book / PLAN).write_text(LITE.replace("severity: medium", "severity: low"))
    git(book, "commit", "-q", "-am", "Low")
    subprocess.run(["git", "stash", "pop", "-q"], cwd=book, capture_output=True, check=False)
    (book / PLAN).write_text(LITE)


@pytest.mark.parametrize("work", [_part_of_it_staged, _on_its_way, _renamed, _conflicting])
def test_work_of_the_person_in_the_plan_is_refused(acct: Acct, book: Path, work: Callable[[Path], None]) -> None:
    work(book)
    if work is _renamed:
        (book / PLAN).write_text(LITE + "Mine.\n")
        git(book, "add", PLAN)
    before, first = picture(book), index(book)
    ran = acct(*SET, cwd=book)
    assert ran.code == 2
    assert f"{PLAN} holds changes that are not committed" in ran.err
    assert index(book) == first
    assert picture(book) == before


# --- sparse checkouts


def _sparse(tmp_path: Path, *, cone: bool, index: bool) -> Path:
    book = make_book(tmp_path / "book")
    for folder in ("other", "other/deep", "more"):
        (book / folder).mkdir()
        (book / folder / "file.txt").write_text("far away\n")
    commit_all(book, "Other folders", "2026-11-03T10:00:00+01:00")
    git(book, "config", "index.sparse", str(index).lower())
    git(book, "sparse-checkout", "init", *(["--cone"] if cone else ["--no-cone"]))
    git(book, "sparse-checkout", "set", *(["plans"] if cone else ["/*", "!/other/", "!/more/"]))
    assert not (book / "other").exists()
    return book


@pytest.mark.parametrize(("cone", "index_is_sparse"), [(True, True), (True, False), (False, False)])
@EACH
def test_a_sparse_checkout(acct: Acct, tmp_path: Path, cone: bool, index_is_sparse: bool, path: str, words: tuple[str, ...]) -> None:
    book = _sparse(tmp_path, cone=cone, index=index_is_sparse)
    (book / "team.yaml").write_text((book / "team.yaml").read_text() + "# mine\n")
    git(book, "add", "team.yaml")
    before, far = picture(book, but=path), git(book, "ls-tree", "-r", "HEAD", "--", "other", "more")
    ran = acct(*words, cwd=book)
    assert ran.code == 0, ran.err
    assert committed(book) == [path]
    assert git(book, "ls-tree", "-r", "HEAD", "--", "other", "more") == far
    assert picture(book, but=path) == before
    assert not (book / "other").exists()
    assert git(book, "status", "--porcelain") == "M  team.yaml"


def test_a_plan_that_is_here_though_the_checkout_leaves_it_out(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    (book / "other").mkdir()
    (book / "other" / "file.txt").write_text("x\n")
    commit_all(book, "Other", "2026-11-03T10:00:00+01:00")
    git(book, "sparse-checkout", "set", "--cone", "other")
    (book / "plans").mkdir()
    (book / PLAN).write_text(LITE)
    git(book, "update-index", "--skip-worktree", PLAN)
    first = index(book)
    ran = acct(*SET, cwd=book)
    if ran.code == 0:
        assert committed(book) == [PLAN]
        assert git(book, "status", "--porcelain") == ""
    else:
        assert index(book) == first
        assert (book / PLAN).read_text() == LITE
        assert "git did not commit" in ran.err


# --- what hooks see and do


def test_a_hook_after_the_commit_sees_the_index_as_git_shows_it(acct: Acct, book: Path) -> None:
    busy(book)
    hook(
        book,
        "post-commit",
        "git status --porcelain -- plans > ../plans; git diff --cached --name-only > ../staged; git log -1 --format=%s > ../said",
    )
    before = git(book, "diff", "--cached", "--name-only")
    assert acct(*SET, cwd=book).code == 0
    assert (book.parent / "plans").read_text() == "M  plans/other.md\n"
    assert (book.parent / "staged").read_text().strip() == before
    assert (book.parent / "said").read_text().startswith("Harbour Bakery Group")


def test_what_a_hook_stages_after_the_commit_is_staged(acct: Acct, book: Path) -> None:
    (book / "made.txt").write_text("made\n")
    hook(book, "post-commit", "git add made.txt")
    assert acct(*SET, cwd=book).code == 0
    assert git(book, "status", "--porcelain") == "A  made.txt"


def test_what_a_hook_swept_in_is_no_change_afterwards(acct: Acct, book: Path) -> None:
    (book / "mine.txt").write_text("mine\n")
    hook(book, "pre-commit", "git add -A")
    ran = acct(*SET, cwd=book)
    assert ran.code == 0
    assert "A hook also committed mine.txt" in ran.err
    assert git(book, "status", "--porcelain") == ""


def test_nobody_else_gets_at_the_index_meanwhile(acct: Acct, book: Path) -> None:
    """A commit of the person's from an index that does not know ours would undo it."""
    (book / "mine.txt").write_text("mine\n")
    hook(book, "pre-commit", "env -u GIT_INDEX_FILE git add mine.txt 2> ../said; true")
    assert acct(*SET, cwd=book).code == 0
    assert "index.lock" in (book.parent / "said").read_text()
    assert committed(book) == [PLAN]


def test_what_was_written_while_a_hook_said_no_is_kept(acct: Acct, book: Path) -> None:
    """The files are put back; a line that somebody saved in between can be had from git."""
    hook(book, "pre-commit", f"printf 'A line of mine.\\n' >> {PLAN}; exit 1")
    ran = acct(*SET, cwd=book)
    assert ran.code == 2
    assert (book / PLAN).read_text() == LITE
    kept = ran.err.partition("git cat-file -p ")[2].split()[0]
    assert git(book, "cat-file", "-p", kept).endswith("A line of mine.")
    assert "status: on-track" in git(book, "cat-file", "-p", kept)
    assert git(book, "status", "--porcelain") == ""


def test_the_file_put_back_is_the_file_itself(acct: Acct, book: Path) -> None:
    """Not a copy: time, owner and attributes are those it had, and git need not look at it again."""
    hook(book, "pre-commit", "exit 1")
    before = (book / PLAN).stat()
    assert acct(*SET, cwd=book).code == 2
    after = (book / PLAN).stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)


def _no_second_names(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("linking", [True, False])
def test_a_change_in_the_very_moment_of_the_index_stays_seen(
    acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch, linking: bool
) -> None:
    """Same size, same time: git tells such a change only by the time of its index, which a copy must keep."""
    if not linking:
        monkeypatch.setattr(os, "link", _no_second_names)
    git(book, "config", "core.trustctime", "false")
    moment, notes = 1_790_000_000, book / "notes.txt"
    for words in ("one", "two"):
        notes.write_text(words)
        os.utime(notes, (moment, moment))
        if words == "one":
            git(book, "add", "notes.txt")
            git(book, "commit", "-q", "-m", "Notes")
            os.utime(book / ".git" / "index", (moment, moment))
    assert acct(*SET, cwd=book).code == 0
    assert git(book, "status", "--porcelain") == "M notes.txt"


@EACH
def test_a_disk_that_knows_no_second_names(
    acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch, path: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr(os, "link", _no_second_names)
    busy(book)
    before, first = picture(book), index(book)
    hook(book, "pre-commit", "exit 1")
    assert acct(*words, cwd=book).code == 2
    assert index(book) == first
    assert picture(book) == before
    hook(book, "pre-commit", "exit 0")
    before = picture(book, but=path)
    assert acct(*words, cwd=book).code == 0
    assert committed(book) == [path]
    assert picture(book, but=path) == before
    assert not (book / ".git" / "index.lock").exists()
