"""T01 to T24: files that are hostile or broken; beside the cases of tests/planfile/test_hostile.py."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from .attack import front, plain_book, plant


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book without git and without plans."""
    return plain_book(tmp_path)


def frugal(book: Path, *words: str, stdin: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command with 500 MB of memory and five seconds of processor time."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (500 * 2**20, 500 * 2**20))
        resource.setrlimit(resource.RLIMIT_CPU, (5, 6))

    with (stdin or Path(os.devnull)).open("rb") as given:
        return subprocess.run(
            [sys.executable, "-m", "acctplan", *words],
            cwd=book,
            stdin=given,
            capture_output=True,
            text=True,
            preexec_fn=bounded,
            check=False,
        )


@pytest.mark.parametrize("name", ["plans/acme.md", "facts/acme.yaml", "team.yaml", "acctplan.yaml"])
def test_t20_a_file_larger_than_memory(name: str, book: Path) -> None:
    """A file of a terabyte, of which nothing is on the disk."""
    (book / "facts").mkdir()
    plant(book, front("tier: growth"))
    path = book / name
    with path.open("r+b" if path.exists() else "wb") as file:
        file.truncate(2**40)
    for words in (("lint", "--format", "concise"), ("show", "acme"), ("set", "acme", "tier=growth"), ("edit", "acme"), ("doctor",)):
        ran = frugal(book, *words)
        assert ran.returncode in (1, 2), ran
        assert "over 1 MiB" in " ".join((ran.stdout + ran.stderr).split()), (words, ran)
        assert "bug" not in ran.stderr
    assert path.stat().st_size == 2**40


@pytest.mark.parametrize("name", ["templates/views/own.html.j2", "templates/plans/own.md", ".git-blame-ignore-revs"])
def test_t20_other_files_larger_than_memory(name: str, book: Path) -> None:
    plant(book, front("template: own"))
    subprocess.run(["git", "init", "-q"], cwd=book, check=True)
    (book / name).parent.mkdir(parents=True, exist_ok=True)
    with (book / name).open("wb") as file:
        file.truncate(2**40)
    for words in (
        ("lint",),
        ("render", "acme", "--view", "own", "--format", "html"),
        ("history", "acme"),
        ("new", "X", "--template", "own"),
    ):
        ran = frugal(book, *words)
        assert ran.returncode in (0, 1, 2), ran
        assert "bug" not in ran.stderr, ran


def test_t20_a_plan_without_end_on_stdin(book: Path) -> None:
    ran = frugal(book, "lint", "-", "--format", "concise", stdin=Path("/dev/zero"))
    assert (ran.returncode, ran.stdout.split()[1]) == (1, "AP111"), ran
