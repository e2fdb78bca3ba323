"""Many writers at once: real processes of the program, each setting a field of its plan time after time and committing it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.conftest import LITE, commit_all, git

MOST_SECONDS = 10.0


class Turn(NamedTuple):
    """One command of one writer."""

    plan: str
    value: str
    code: int
    said: str
    seconds: float


def crowd(book: Path, plans: Sequence[str], *, turns: int, field: str = "intent.now") -> list[Turn]:
    """What became of every command: one writer a plan named (a plan may be named more than once), all at once."""

    def write(number: int) -> list[Turn]:
        done = []
        for turn in range(turns):
            value, start = f"writer {number} turn {turn}", time.monotonic()
            ran = subprocess.run(
                [sys.executable, "-m", "acctplan", "set", plans[number], f"{field}={value}", "--commit"],
                cwd=book, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ, check=False,
            )  # fmt: skip
            done.append(Turn(plans[number], value, ran.returncode, ran.stderr.decode(), time.monotonic() - start))
        return done

    with ThreadPoolExecutor(len(plans)) as pool:
        return [turn for done in pool.map(write, range(len(plans))) for turn in done]


def books_of(book: Path, count: int) -> list[str]:
    """So many plans in the book, committed; their ids."""
    names = [f"plan-{number}" for number in range(count)]
    for name in names:
        (book / "plans" / f"{name}.md").write_text(LITE)
    commit_all(book, "More plans", "2026-11-03T10:00:00+01:00")
    return names


def nothing_lost(book: Path, start: str, turns: Sequence[Turn], field: str = "now") -> None:
    """Every success is one commit with its value in its plan and nothing else; every failure said so in a line; all is clean."""
    for turn in turns:
        assert turn.code in (0, 2), turn
        assert "Traceback" not in turn.said
        assert "bug" not in turn.said
        if turn.code:
            assert turn.said.startswith("acctplan: ")
            assert turn.said.count("\n") <= 2
    made = git(book, "rev-list", f"{start}..HEAD").split()
    assert len(made) == sum(turn.code == 0 for turn in turns)
    written = Counter()
    for commit in made:
        (path,) = git(book, "diff-tree", "-r", "--no-commit-id", "--name-only", commit).splitlines()
        lines = [
            line[1:].strip()
            for line in git(book, "diff", "-U0", f"{commit}^", commit, "--", path).splitlines()
            if line.startswith(("+ ", "- "))
        ]
        assert len(lines) == 2
        written[path, lines[1].partition(": ")[2]] += 1
    assert written == Counter((f"plans/{turn.plan}.md", turn.value) for turn in turns if turn.code == 0)
    assert git(book, "status", "--porcelain") == ""
    assert git(book, "fsck", "--strict", "--no-dangling") == ""
    assert [path.name for path in (book / ".git").glob("acctplan-*")] == []
    assert list((book / ".git").rglob("*.lock")) in ([], [book / ".git" / "acctplan.lock"])
    assert [path.name for path in (book / "plans").iterdir() if path.name.startswith(".")] == []
