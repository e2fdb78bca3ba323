"""Locks that somebody else holds: a short one is waited for, a long one is told of by name, and none is ever taken away."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from acctplan.store import git_process
from tests.conftest import LITE, Ran, git

from .untouched import busy, committed, picture

Acct = Callable[..., Ran]
PLAN, NEW = "plans/harbour.md", "plans/wren-ferries.md"
SET = ("set", "harbour", "rosters.status=on-track", "--commit")
MAKE = ("new", "Wren Ferries", "--set", "owner=dana", "--no-input", "--commit")
BARRING = ["index.lock", "HEAD.lock", "refs/heads/main.lock"]
HARMLESS = [
    "packed-refs.lock",
    "config.lock",
    "shallow.lock",
    "refs/heads/other.lock",
    "objects/maintenance.lock",
    "acctplan.lock",
    "gc.pid",
]


@contextmanager
def held(book: Path, name: str, seconds: float) -> Iterator[Path]:
    """A lock that its owner takes away after a while."""
    lock = book / ".git" / name
    lock.touch()
    ending = threading.Timer(seconds, lock.unlink)
    ending.start()
    try:
        yield lock
    finally:
        ending.join()


@pytest.mark.parametrize("name", BARRING)
@pytest.mark.parametrize(("path", "words"), [(PLAN, SET), (NEW, MAKE)], ids=["set", "new"])
def test_a_lock_that_stays_is_named_and_left(
    acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch, name: str, path: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr("acctplan.store.index_lock._SECONDS", 0.1)
    monkeypatch.setattr(git_process, "_PLAIN", ("--no-pager", "--literal-pathspecs", "-c", "core.filesRefLockTimeout=100"))
    busy(book)
    before, index = picture(book), (book / ".git" / "index").read_bytes()
    lock = book / ".git" / name
    lock.write_text("")
    os.utime(lock, (1_790_000_000,) * 2)
    ran = acct(*words, cwd=book)
    assert ran.code == 2
    assert Path(name).name in ran.err
    assert "bug" not in ran.err
    assert (lock.read_bytes(), lock.stat().st_mtime) == (b"", 1_790_000_000)
    assert (book / ".git" / "index").read_bytes() == index
    lock.unlink()
    assert picture(book) == before
    assert acct(*words, cwd=book).code == 0


@pytest.mark.parametrize("name", BARRING)
def test_a_lock_that_goes_is_waited_for(acct: Acct, book: Path, name: str) -> None:
    with held(book, name, 0.7):
        ran = acct(*SET, cwd=book)
    assert ran.code == 0, ran.err
    assert committed(book) == [PLAN]


@pytest.mark.parametrize("name", HARMLESS)
def test_a_lock_that_bars_nothing_is_left_alone(acct: Acct, book: Path, name: str) -> None:
    lock = book / ".git" / name
    lock.parent.mkdir(exist_ok=True)
    lock.write_text("")
    assert acct(*SET, cwd=book).code == 0
    assert committed(book) == [PLAN]
    assert lock.exists()


@pytest.mark.parametrize("kind", ["folder", "link", "pipe"])
def test_a_lock_of_an_odd_kind(acct: Acct, book: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acctplan.store.index_lock._SECONDS", 0.1)
    lock = book / ".git" / "index.lock"
    if kind == "folder":
        lock.mkdir()
    elif kind == "link":
        lock.symlink_to(book / "nowhere")
    else:
        os.mkfifo(lock)
    ran = acct(*SET, cwd=book)
    assert ran.code == 2
    assert "index is locked" in ran.err
    assert (book / PLAN).read_text() == LITE
    assert lock.is_symlink() or lock.exists()


def test_a_write_without_a_commit_needs_no_lock_of_git(acct: Acct, book: Path) -> None:
    for name in BARRING:
        (book / ".git" / name).touch()
    assert acct(*SET[:-1], cwd=book).code == 0
    assert "status: on-track" in (book / PLAN).read_text()


def test_who_holds_the_folder_of_plans_is_waited_for(acct: Acct, book: Path) -> None:
    descriptor = os.open(book / "plans", os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    threading.Timer(0.5, os.close, (descriptor,)).start()
    start = time.monotonic()
    assert acct(*SET[:-1], cwd=book).code == 0
    assert time.monotonic() - start >= 0.4


def test_who_never_lets_go_of_the_folder_does_not_bar_it(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody who may read a folder may hold it: that must not be a way to stop others. What they may be writing is left alone."""
    monkeypatch.setattr("acctplan.store.draft._SECONDS", 0.2)
    (book / "plans" / ".acctplan-theirs.tmp").write_text("half")
    descriptor = os.open(book / "plans", os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        assert acct(*SET[:-1], cwd=book).code == 0
        assert (book / "plans" / ".acctplan-theirs.tmp").exists()
    finally:
        os.close(descriptor)


def test_the_turn_of_a_command_that_died_is_free(acct: Acct, book: Path) -> None:
    from .death import begun, kill

    (book / ".git" / "acctplan.lock").write_text("left behind")
    child = begun(book, *SET, first=lambda: _hold_and_wait(book))
    while not (book.parent / "holds").exists():
        time.sleep(0.01)
    kill(child, group=False)
    assert acct(*SET, cwd=book).code == 0


def _hold_and_wait(book: Path) -> None:
    held = os.open(book / ".git" / "acctplan.lock", os.O_RDWR)
    fcntl.flock(held, fcntl.LOCK_EX)
    (book.parent / "holds").touch()
    time.sleep(60)


def test_a_persons_commit_in_between_is_never_undone(acct: Acct, book: Path) -> None:
    """The person commits the same plan after it was read: what was asked is done to the plan as it is then."""
    from acctplan.cli import change

    spliced, once = change.splice, iter([True])
    mine = LITE.replace("severity: medium", "severity: high")

    def slow(*arguments: object, **keywords: object) -> str:
        text = spliced(*arguments, **keywords)  # type: ignore[arg-type]
        if next(once, False):
            (book / PLAN).write_text(mine)
            git(book, "commit", "-q", "-am", "Mine")
        return text

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(change, "splice", slow)
        ran = acct(*SET, cwd=book)
    assert ran.code == 0, ran.err
    assert git(book, "log", "--format=%s").splitlines()[1] == "Mine"
    assert "severity: high" in git(book, "show", f"HEAD:{PLAN}")
    assert "status: on-track" in git(book, "show", f"HEAD:{PLAN}")
