"""A commit that was cut off: the next command finishes it or puts it back, unless the person has gone on without it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.store.commit import write
from acctplan.store.git import discover
from tests.conftest import LITE, Ran, git

from .death import begun, dying_at, ended, kill, rubbish
from .untouched import busy, committed, hook, picture

Acct = Callable[..., Ran]
PLAN, NEW = "plans/harbour.md", "plans/wren-ferries.md"
CUT = ("set", "harbour", "rosters.status=on-track", "--commit")
NEXT = ("set", "harbour", "intent.now=next", "--commit")
DIE = "kill -9 0"


def cut(book: Path, name: str = "pre-commit", *words: str) -> None:
    """A command that dies with all its programs when git runs that hook."""
    hook(book, name, DIE)
    assert ended(begun(book, *(words or CUT))) == -9
    hook(book, name, "exit 0")


def test_what_git_left_is_taken_away_so_that_no_later_git_stumbles_over_it(acct: Acct, book: Path) -> None:
    """Git names a file after its process; in a container the next one may well have the same number."""
    theirs = book / ".git" / "next-index-1.lock"
    theirs.touch()
    os.utime(theirs, (1_790_000_000,) * 2)
    cut(book)
    assert len(list((book / ".git").glob("next-index-*.lock"))) == 2
    assert acct(*NEXT, cwd=book).code == 0
    assert list((book / ".git").glob("next-index-*.lock")) == [theirs]


def titles(book: Path) -> list[str]:
    return git(book, "log", "--format=%s").splitlines()


def test_what_was_written_is_committed(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy(book)
    before = picture(book, but=PLAN)
    cut(book)
    assert "status: on-track" in (book / PLAN).read_text()
    assert "status" not in titles(book)[0]
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Lee Wong")
    ran = acct(*NEXT, cwd=book)
    assert ran.code == 0, ran.err
    assert "Finished the commit of an earlier command that was cut off: Harbour Bakery Group: goals.rosters.status = on-track" in ran.err
    assert [committed(book), committed(book, "HEAD~1")] == [[PLAN], [PLAN]]
    assert git(book, "log", "-2", "--format=%an").splitlines() == ["Lee Wong", "Dana Kim"]
    assert git(book, "show", "HEAD~1:" + PLAN).count("status: on-track") == 1
    assert picture(book, but=PLAN) == before
    assert rubbish(book) == []


def test_a_plan_that_was_made_is_committed(acct: Acct, book: Path) -> None:
    cut(book, "pre-commit", "new", "Wren Ferries", "--set", "owner=dana", "--no-input", "--commit")
    assert acct(*NEXT, cwd=book).code == 0
    assert [committed(book), committed(book, "HEAD~1")] == [[PLAN], [NEW]]
    assert git(book, "status", "--porcelain") == ""


def test_what_git_refuses_is_put_back(acct: Acct, book: Path) -> None:
    cut(book)
    hook(book, "pre-commit", "grep -q on-track plans/harbour.md && { echo 'not on track' >&2; exit 1; }; exit 0")
    ran = acct(*NEXT, cwd=book)
    assert ran.code == 0, ran.err
    assert (book / PLAN).read_text() == LITE.replace("now: Four new shops on rosters before Easter", "now: next")
    assert titles(book)[1:] == ["Start the book"]
    assert git(book, "status", "--porcelain") == ""


@pytest.mark.parametrize("name", ["prepare-commit-msg", "commit-msg", "post-commit"])
def test_cut_off_in_any_hook(acct: Acct, book: Path, name: str) -> None:
    busy(book)
    before = picture(book, but=PLAN)
    cut(book, name)
    assert acct(*NEXT, cwd=book).code == 0
    assert len(titles(book)) == 4
    assert git(book, "show", "HEAD~1:" + PLAN).count("status: on-track") == 1
    assert picture(book, but=PLAN) == before
    assert git(book, "status", "--porcelain", "--", PLAN) == ""
    assert rubbish(book) == []


def test_cut_off_between_the_commit_and_its_index(acct: Acct, book: Path) -> None:
    """Git has moved HEAD and not yet written its index: the index follows, with all that the person has staged."""
    busy(book)
    before = picture(book, but=PLAN)
    hook(book, "reference-transaction", f'[ "$1" = committed ] || exit 0\n{DIE}')
    assert ended(begun(book, *CUT)) == -9
    (book / ".git" / "hooks" / "reference-transaction").unlink()
    for lock in (book / ".git" / "HEAD.lock", book / ".git" / "refs" / "heads" / "main.lock"):
        lock.unlink(missing_ok=True)
    assert committed(book) == [PLAN]
    assert acct(*NEXT, cwd=book).code == 0
    assert picture(book, but=PLAN) == before
    assert git(book, "status", "--porcelain", "--", PLAN) == ""


def test_git_goes_on_alone_and_is_waited_for(acct: Acct, book: Path) -> None:
    hook(book, "pre-commit", "touch ../started; sleep 1.5")
    child = begun(book, *CUT)
    while not (book.parent / "started").exists():
        time.sleep(0.02)
    kill(child, group=False)
    ran = acct(*NEXT, cwd=book)
    assert ran.code == 0, ran.err
    assert len(titles(book)) == 3
    assert git(book, "show", "HEAD~1:" + PLAN).count("status: on-track") == 1
    assert git(book, "status", "--porcelain") == ""
    assert rubbish(book) == []


def test_git_that_goes_on_for_long_is_told_of(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acctplan.store.underway._SECONDS", 0.3)
    hook(book, "pre-commit", "touch ../started; exec sleep 4")
    child = begun(book, *CUT)
    while not (book.parent / "started").exists():
        time.sleep(0.02)
    kill(child, group=False)
    ran = acct(*NEXT, cwd=book)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "acctplan: a commit of an earlier acctplan command is still under way.")
    assert "now: next" not in (book / PLAN).read_text()
    monkeypatch.undo()


# --- the person has gone on


def test_a_plan_edited_since_is_the_persons(acct: Acct, book: Path) -> None:
    cut(book)
    mine = (book / PLAN).read_text() + "\nA line of mine.\n"
    (book / PLAN).write_text(mine)
    ran = acct(*NEXT, cwd=book)
    assert ran.code == 2
    assert "holds changes that are not committed" in ran.err
    assert (book / PLAN).read_text() == mine
    assert rubbish(book) == []
    git(book, "commit", "-q", "-am", "Mine")
    assert acct(*NEXT, cwd=book).code == 0


def test_a_plan_staged_since_is_the_persons(acct: Acct, book: Path) -> None:
    cut(book)
    (book / ".git" / "index.lock").unlink()
    git(book, "add", PLAN)
    before = picture(book)
    assert acct(*NEXT, cwd=book).code == 2
    assert picture(book) == before
    assert rubbish(book) == []


def test_a_plan_committed_since_is_the_persons(acct: Acct, book: Path) -> None:
    cut(book)
    (book / ".git" / "index.lock").unlink()
    (book / "mine.txt").write_text("mine\n")
    git(book, "add", "mine.txt", PLAN)
    git(book, "commit", "-q", "-m", "Mine")
    (book / "mine.txt").write_text("more\n")
    git(book, "add", "mine.txt")
    ran = acct(*NEXT, cwd=book)
    assert ran.code == 0, ran.err
    assert "cut off" not in ran.err
    assert titles(book)[1] == "Mine"
    assert git(book, "status", "--porcelain") == "M  mine.txt"


def test_another_branch_gets_nothing_of_it(acct: Acct, book: Path) -> None:
    cut(book)
    (book / ".git" / "index.lock").unlink()
    git(book, "checkout", "-q", "-b", "side")
    assert acct(*NEXT, cwd=book).code == 2
    assert titles(book) == ["Start the book"]
    assert "status: on-track" in (book / PLAN).read_text()


def test_a_lock_of_the_persons_own_is_not_ours_to_take(acct: Acct, book: Path) -> None:
    cut(book)
    lock = book / ".git" / "index.lock"
    lock.unlink()
    lock.write_text("mine")
    ran = acct(*NEXT, cwd=book)
    assert ran.code == 2
    assert "index is locked" in ran.err
    assert lock.read_text() == "mine"


# --- several files


def _several(book: Path) -> dict[Path, tuple[bytes | None, bytes]]:
    paths = [book / "plans" / f"{name}.md" for name in ("one", "two", "three")]
    for path in paths[:2]:
        path.write_text(LITE)
    git(book, "add", "plans")
    git(book, "commit", "-q", "-m", "Two more")
    return {path: (LITE.encode() if path.exists() else None, LITE.encode() + b"\nNew.\n") for path in paths}


def test_several_files_are_one_commit(book: Path) -> None:
    repository, changes = discover(book), _several(book)
    assert repository is not None
    write(repository, changes, "All three")
    assert sorted(committed(book)) == ["plans/one.md", "plans/three.md", "plans/two.md"]
    assert git(book, "status", "--porcelain") == ""


def test_cut_off_between_files_all_are_put_back(acct: Acct, book: Path) -> None:
    assert _cut_between(acct, book, range(60, 400, 4)) >= {0, 3}


@pytest.mark.deep
def test_cut_off_at_every_step_several_files_are_all_or_none(acct: Acct, book: Path) -> None:
    assert _cut_between(acct, book, range(1, 400)) == {0, 1, 2, 3}


def _cut_between(acct: Acct, book: Path, steps: range) -> set[int]:
    """Killed between one rename and the next, what was written is put back, as it was never all there; how many files were new then."""
    changes, seen = _several(book), set()
    start = git(book, "rev-parse", "HEAD")

    def act() -> None:
        repository = discover(book)
        assert repository is not None
        write(repository, changes, "All three")

    for step in steps:
        child = os.fork()
        if not child:
            try:
                dying_at(step, group=False)()
                act()
                os._exit(0)
            finally:
                os._exit(9)
        if ended(child) == 0:
            break
        new = [path.exists() and path.read_bytes().endswith(b"New.\n") for path in changes]
        seen.add(sum(new))
        ran = acct("set", "harbour", f"intent.now=after {step}", "--commit", cwd=book)
        assert ran.code == 0, ran.err
        assert ("had begun to write: All three" in ran.err) == (sum(new) in (1, 2))
        new = [path.exists() and path.read_bytes().endswith(b"New.\n") for path in changes]
        assert new in ([False] * 3, [True] * 3)
        assert git(book, "status", "--porcelain") == ""
        assert rubbish(book) == []
        git(book, "reset", "-q", "--hard", start)
    return seen


# --- ended from outside


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_ended_from_outside_all_is_put_back(book: Path, end: signal.Signals) -> None:
    busy(book)
    hook(book, "pre-commit", "touch ../started; exec sleep 30")
    before = picture(book)
    running = subprocess.Popen([sys.executable, "-m", "acctplan", *CUT], cwd=book, stderr=subprocess.PIPE, start_new_session=True)
    while not (book.parent / "started").exists():
        time.sleep(0.02)
    os.kill(running.pid, end)
    said = running.communicate(timeout=20)[1].decode()
    assert (running.returncode, said) == (130, "Interrupted.\n")
    assert picture(book) == before
    assert rubbish(book) == []


def test_a_temporary_file_left_behind_is_taken_away(acct: Acct, book: Path) -> None:
    for name in (".acctplan-abc.tmp", ".acctplan-def.tmp", ".mine.tmp"):
        (book / "plans" / name).write_text("half a pl")
    assert acct("list", "plans", cwd=book).out.count("half") == 0
    assert acct(*NEXT, cwd=book).code == 0
    assert [path.name for path in (book / "plans").iterdir() if path.name.startswith(".")] == [".mine.tmp"]
