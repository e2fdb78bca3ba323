"""A disk that is full or broken at any call: all of the change or nothing of it, and never half a file, half an index, half a commit."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Ran, git, make_book

from .death import PLAN, git_bytes, others, rubbish, whole
from .untouched import busy, picture

Acct = Callable[..., Ran]
CALLS = {
    "write": "write,pwrite64,writev",
    "sync": "fsync,fdatasync",
    "rename": "rename,renameat,renameat2",
    "link": "link,linkat",
    "mode": "chmod,fchmod,fchmodat",
    "mkdir": "mkdir,mkdirat",
    "remove": "unlink,unlinkat,rmdir",
}
MOST = 400


def _tracing() -> bool:
    """Whether strace is here and may fail calls for us."""
    if shutil.which("strace") is None:
        return False
    done = subprocess.run(
        ["strace", "-qq", "-o", os.devnull, "-e", "inject=write:error=EIO:when=1", "echo"], capture_output=True, check=False
    )
    return b"ptrace" not in done.stderr and done.returncode == 1


TRACED = pytest.mark.skipif(not _tracing(), reason="strace is not installed, or may not trace here")


def _faulty(book: Path, fault: str, calls: str, when: str, *words: str, shim: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command of which such a call fails, in itself and in every git it starts; with a shim, in git alone."""
    strace = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-A",
        "-o",
        str(book.parent / "trace"),
        "-e",
        f"trace={calls}",
        "-e",
        f"inject={calls}:error={fault}:when={when}",
    ]
    command, environment = [sys.executable, "-m", "acctplan", *words], {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    if shim:
        git_itself = shutil.which("git")
        (shim / "git").write_text(f'#!/bin/sh\nexec {shlex.join(strace)} {git_itself} "$@"\n')
        (shim / "git").chmod(0o755)
        environment["PATH"] = f"{shim}:{environment['PATH']}"
    return subprocess.run(
        command if shim else [*strace, *command],
        cwd=book,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _all_or_nothing(acct: Acct, book: Path, old: bytes, value: str, ran: subprocess.CompletedProcess[str]) -> bool:
    """Whether the change was made: file and HEAD agree on that, whatever failed; then it is taken back, so that all is as it was."""
    new = old.replace(old[old.index(b"now: ") :].partition(b"\n")[0], f"now: {value}".encode(), 1)
    assert ran.returncode in (0, 2), ran
    assert "Traceback" not in ran.stderr
    assert "bug" not in ran.stderr
    made = whole(book, old, new)
    assert made in ((False, False), (True, True)), ran.stderr
    assert made == (True, True) or ran.returncode == 2
    _freed(acct, book)
    if made == (True, True):
        back = acct("set", "harbour", "intent.now=Four new shops on rosters before Easter", "--commit", cwd=book)
        assert back.code == 0, back.err
        assert git_bytes(book, "show", f"HEAD:{PLAN}") == old
    assert git(book, "status", "--porcelain", "--", PLAN) == ""
    return made == (True, True)


def _freed(acct: Acct, book: Path) -> None:
    """A lock that git could not take away itself is told of by the next command, and goes as the person is told."""
    left = [lock for lock in (book / ".git" / "HEAD.lock", *(book / ".git" / "refs").rglob("*.lock")) if lock.exists()]
    if left:
        ran = acct("set", "harbour", "intent.now=barred", "--commit", cwd=book)
        assert ran.code == 2
        assert any(lock.name in ran.err for lock in left), ran.err
        for lock in left:
            lock.unlink()


def _every_call(acct: Acct, book: Path, fault: str, calls: str, *, every: int = 1, on: str = "", shim: Path | None = None) -> int:
    """Let call after call fail until none is left to fail; how many made the change impossible. `on` is + where all later ones fail too."""
    busy(book)
    mine, before = others(book), picture(book, but=PLAN)
    old, stopped = git_bytes(book, "show", f"HEAD:{PLAN}"), 0
    for number in range(1, MOST, every):
        (book.parent / "trace").write_text("")
        ran = _faulty(book, fault, calls, f"{number}{on}", "set", "harbour", f"intent.now=fault {number}", "--commit", shim=shim)
        made = _all_or_nothing(acct, book, old, f"fault {number}", ran)
        stopped += not made
        assert others(book) == mine
        if calls != CALLS["remove"] and not on:
            assert rubbish(book) == []
        if "INJECTED" not in (book.parent / "trace").read_text():
            assert ran.returncode == 0
            break
    else:
        raise AssertionError("every call failed")
    assert acct("set", "harbour", "intent.now=after", "--commit", cwd=book).code == 0
    assert rubbish(book) == []
    assert picture(book, but=PLAN) == before
    assert git(book, "fsck", "--strict", "--no-dangling") == ""
    return stopped


@TRACED
@pytest.mark.parametrize("kind", ["rename", "sync"])
def test_a_call_that_fails(acct: Acct, book: Path, kind: str) -> None:
    assert _every_call(acct, book, "EIO", CALLS[kind]) > 0


@TRACED
def test_a_write_that_fails(acct: Acct, book: Path) -> None:
    assert _every_call(acct, book, "ENOSPC", CALLS["write"], every=5) > 0


@TRACED
@pytest.mark.deep
@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("kind", CALLS)
def test_every_call_fails_once(acct: Acct, book: Path, kind: str, fault: str) -> None:
    assert _every_call(acct, book, fault, CALLS[kind]) > 0


@TRACED
@pytest.mark.deep
@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
def test_every_write_fails_from_one_on(acct: Acct, book: Path, fault: str) -> None:
    assert _every_call(acct, book, fault, CALLS["write"], on="+") > 5


@TRACED
@pytest.mark.deep
@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
def test_git_can_open_nothing_at_one_moment(acct: Acct, book: Path, tmp_path: Path, fault: str) -> None:
    (tmp_path / "shim").mkdir()
    assert _every_call(acct, book, fault, "openat,open,creat", shim=tmp_path / "shim") > 5


# --- a disk that is really full


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def _full_but_for(small: Path, pages: int) -> Path:
    """Fill the disk but for so many pages of memory; the file that does."""
    filler = small / "filler"
    filler.write_bytes(b"")
    with filler.open("ab", buffering=0) as file:
        free = os.statvfs(small).f_bavail - pages
        file.write(b"x" * 4096 * max(free, 0))
    return filler


def _on_a_full_disk(acct: Acct, small: Path, levels: range) -> list[bool]:
    book = make_book(small / "book")
    busy(book)
    mine, old, made = others(book), git_bytes(book, "show", f"HEAD:{PLAN}"), []
    for pages in levels:
        filler = _full_but_for(small, pages)
        ran = acct("set", "harbour", f"intent.now=pages {pages}", "--commit", cwd=book)
        filler.unlink()
        done = subprocess.CompletedProcess([], ran.code, ran.out, ran.err)
        made.append(_all_or_nothing(acct, book, old, f"pages {pages}", done))
        assert others(book) == mine
        assert rubbish(book) == []
    assert git(book, "fsck", "--strict", "--no-dangling") == ""
    return made


def test_a_full_disk(acct: Acct, small: Path) -> None:
    made = _on_a_full_disk(acct, small, range(0, 60, 6))
    assert made[0] is False
    assert made[-1] is True


@pytest.mark.deep
def test_a_disk_with_every_little_room(acct: Acct, small: Path) -> None:
    made = _on_a_full_disk(acct, small, range(60))
    assert made[0] is False
    assert made[-1] is True
