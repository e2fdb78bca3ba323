"""`kill -9` at any moment: the plan is old or new to the last byte, the person's index is whole, and the next command works."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran, git

from .death import PLAN, begun, dying_at, ended, git_bytes, kill, others, rubbish, whole
from .untouched import busy, hook, picture

Acct = Callable[..., Ran]


def _words(value: str, *more: str) -> tuple[str, ...]:
    return ("set", "harbour", f"intent.now={value}", *more)


def _survived(acct: Acct, book: Path, value: str) -> list[str]:
    """The next command works, tells what it found, and leaves nothing lying about; locks that git itself left are named first."""
    told = []
    ran = acct(*_words(value, "--commit"), cwd=book)
    locks = [book / ".git" / "HEAD.lock", *(book / ".git" / "refs").rglob("*.lock")]
    if left := [lock for lock in locks if lock.exists()]:
        assert ran.code == 2
        assert any(lock.name in ran.err for lock in left), ran.err
        told.append("a lock of git's own")
        for lock in left:
            lock.unlink()
        ran = acct(*_words(value, "--commit"), cwd=book)
    assert ran.code == 0, ran.err
    told += [line.strip().partition(" ")[0] for line in ran.err.splitlines()[1:]]
    assert f"now: {value}" in git(book, "show", f"HEAD:{PLAN}")
    assert git(book, "status", "--porcelain", "--", PLAN) == ""
    assert rubbish(book) == []
    return told


def _killed(acct: Acct, book: Path, times: int, *, group: bool, seed: int) -> Counter[tuple[bool, bool]]:
    """Kill a command at so many random moments; how often file and HEAD were new."""
    busy(book)
    start = time.monotonic()
    assert ended(begun(book, *_words("how long", "--commit"))) == 0
    lasts = time.monotonic() - start
    mine, before = others(book), picture(book, but=PLAN)
    chance, seen = random.Random(seed), Counter[tuple[bool, bool]]()
    for number in range(times):
        old = git_bytes(book, "show", f"HEAD:{PLAN}")
        value = f"killed {number}"
        new = old.replace(old[old.index(b"now: ") :].partition(b"\n")[0], f"now: {value}".encode(), 1)
        child = begun(book, *_words(value, "--commit"))
        time.sleep(chance.uniform(0, lasts * 1.1))
        kill(child, group=group)
        seen[whole(book, old, new)] += 1
        assert others(book) == mine
        _survived(acct, book, f"after {number}")
        if number % 100 == 99:
            assert git(book, "fsck", "--strict", "--no-dangling") == ""
    assert picture(book, but=PLAN) == before
    assert git(book, "fsck", "--strict", "--no-dangling") == ""
    return seen


@pytest.mark.parametrize("group", [False, True], ids=["alone", "with git"])
def test_killed_at_random_moments(acct: Acct, book: Path, group: bool) -> None:
    _killed(acct, book, 8, group=group, seed=1)


@pytest.mark.deep
@pytest.mark.parametrize("group", [False, True], ids=["alone", "with git"])
def test_killed_five_hundred_times(acct: Acct, book: Path, group: bool) -> None:
    """Twice five hundred; every state in between is met, so the moments are not all too early or too late."""
    hook(book, "pre-commit", "sleep 0.02")
    seen = _killed(acct, book, 500, group=group, seed=2)
    assert seen[False, False] > 20
    assert seen[True, False] > 5
    assert seen[True, True] > 5
    assert seen[False, True] == 0


def _every_step(acct: Acct, book: Path, steps: range, *, group: bool) -> int:
    """Kill a command before each of these steps; how many it was killed at."""
    busy(book)
    mine = others(book)
    for count, step in enumerate(steps):
        old = git_bytes(book, "show", f"HEAD:{PLAN}")
        new = old.replace(old[old.index(b"now: ") :].partition(b"\n")[0], f"now: step {step}".encode(), 1)
        code = ended(begun(book, *_words(f"step {step}", "--commit"), first=dying_at(step, group=group)))
        if code == 0:
            return count
        assert code == -9
        whole(book, old, new)
        assert others(book) == mine
        _survived(acct, book, f"after {step}")
    return len(steps)


@pytest.mark.deep
@pytest.mark.parametrize("group", [False, True], ids=["alone", "with git"])
def test_killed_at_every_step(acct: Acct, book: Path, group: bool) -> None:
    assert 60 < _every_step(acct, book, range(1, 2000), group=group) < 1999
