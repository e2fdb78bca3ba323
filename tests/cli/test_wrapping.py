"""Lines to the person fit their terminal; what another program reads stays one line."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from .asked import program

LONG = ("add", "harbour", "stakeholder", "Ana", "--owner", "dana")


def at_terminal(*arguments: str, cwd: Path, columns: int) -> list[str]:
    """Lines of stderr, where that is a terminal of so many columns."""
    ours, theirs = pty.openpty()
    try:
        subprocess.run(
            [sys.executable, "-m", "acctplan", *arguments], cwd=cwd, env={**os.environ, "COLUMNS": str(columns)}, stdout=subprocess.DEVNULL, stderr=theirs,
            check=False, timeout=60,
        )  # fmt: skip
        os.close(theirs)
        said = b""
        try:
            while chunk := os.read(ours, 65536):
                said += chunk
        except OSError:  # Linux ends a closed terminal so
            pass
    finally:
        os.close(ours)
    return said.decode().replace("\r\n", "\n").splitlines()


@pytest.mark.parametrize("columns", [60, 80])
def test_a_terminal_gets_lines_that_fit(book: Path, columns: int) -> None:
    lines = at_terminal(*LONG, cwd=book, columns=columns)
    assert lines[0] == "acctplan: a stakeholder takes no --owner."
    assert len(lines) > 3
    assert max(map(len, lines)) <= columns
    assert all(line.startswith("  ") and line[2] != " " for line in lines[1:])
    whole = program(*LONG, cwd=book, COLUMNS=str(columns)).stderr.decode().splitlines()
    assert [lines[0], "  " + " ".join(line.strip() for line in lines[1:])] == whole


def test_a_pointer_stays_below_what_it_points_at(book: Path) -> None:
    question = "owner = dana and title ~ 'a rather long question that no terminal holds' or ownr = dana"
    lines = at_terminal("list", "actions", "--where", question, cwd=book, columns=60)
    quoted = [line for line in lines if line.startswith("  | ")]
    assert len(quoted) == 2
    assert quoted[0][quoted[1].index("^") :].startswith("ownr")


def test_a_word_that_is_longer_than_the_terminal_stays_whole(book: Path) -> None:
    (word,) = [line.strip() for line in at_terminal("show", "x" * 200, cwd=book, columns=60) if "xxx" in line and "“" in line]
    assert "x" * 60 in word
