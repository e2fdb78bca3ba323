"""Words of a command line that were read once are read the same way again, without Typer; and words that were not are not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from acctplan.cli import start
from acctplan.cli.carry_out import Asked
from acctplan.cli.program import perform
from acctplan.cli.reading_again import as_read, read_before
from tests.conftest import LITE, Ran

Acct = Callable[..., Ran]
PLAN = "plans/harbour.md"
HEAVY = ("typer", "rich", "acctplan.cli.program", "acctplan.cli.assemble")


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own for what is remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def loaded(words: list[str], book: Path) -> list[str]:
    """Which heavy modules a run of the program loads."""
    script = (
        f"import atexit, sys; sys.argv = ['acctplan', *{words!r}]\n"
        "from acctplan.cli.main import run\n"
        "atexit.register(lambda: print('\\n@@' + ' '.join(sys.modules)))\n"
        "run()"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=book, capture_output=True, check=False)
    assert done.returncode in (0, 1), done
    names = done.stdout.decode().rpartition("@@")[2].split()
    return [name for name in HEAVY if name in names]


@pytest.mark.parametrize(
    "words",
    [["lint", "harbour"], ["show", "harbour"], ["status"], ["list", "actions", "--where", "status = open"], ["diff"], ["history", "harbour"],
     ["--color", "never", "lint", "--select", "museum"]],
    ids=" ".join,
)  # fmt: skip
def test_a_changed_plan_is_asked_about_again_without_typer(words: list[str], book: Path, memory: None) -> None:
    assert "typer" in loaded(words, book)
    (book / PLAN).write_text(LITE.replace("Train the", "Teach the"))
    assert loaded(words, book) == []


def test_what_is_read_again_says_what_typer_read(acct: Acct, book: Path, memory: None) -> None:
    words = ("lint", "harbour", "--select", "AP4,museum", "--fail-on", "info", "--format", "concise")
    first = acct(*words, cwd=book)
    asked = read_before("lint", words)
    assert asked is not None
    assert asked.command == "lint"
    assert {key: value for key, value in asked.values.items() if value} == {"paths": ["harbour"], "select": "AP4,museum", "fail_on": "info"}
    assert {key: value for key, value in asked.options.items() if value} == {"format": "concise"}
    (book / PLAN).write_text(LITE + "\nMore words.\n")
    assert acct(*words, cwd=book) == first


@pytest.mark.parametrize(
    "words",
    [("lint", "harbour", "--fix"), ("lint", "--no-cache"), ("lint", "--help"), ("lint", "nobody-home"), ("lint", "--fail-on", "loud"),
     ("show", "harbour", "--as-of", "HEAD"), ("set", "harbour", "tier=lite", "--dry-run"), ("lint", "-")],
    ids=" ".join,
)  # fmt: skip
def test_words_that_write_fail_or_ask_for_more_are_read_each_time(acct: Acct, book: Path, memory: None, words: tuple[str, ...]) -> None:
    acct(*words, cwd=book)
    assert read_before(words[0], words) is None


def test_another_plan_is_read_as_the_last_one_was(acct: Acct, book: Path, memory: None) -> None:
    acct("lint", "--select", "museum", "harbour", cwd=book)
    asked = read_before("lint", ("lint", "--select", "museum", "birch"))
    assert asked is not None
    assert (asked.values["paths"], asked.values["select"]) == (["birch"], "museum")
    for word in ("-", "--json", "", " "):
        assert read_before("lint", ("lint", "--select", "museum", word)) is None


LAST = (
    "birch",
    "me",
    "2026-11-20",
    "FY2027-Q2..FY2027-Q3",
    "a,b",
    "é",
    "\udcff",
    "5",
    "text",
    "=",
    "a=b",
    "plans/x.md",
    "HEAD",
    "lint",
    "$(x)",
    "a b",
)
LINES = [["lint"], ["lint", "harbour"], ["lint", "--json"], ["lint", "x"], ["lint", "--select"], ["lint", "--format"], ["lint", "-o"], ["lint", "--today"], ["lint", "--jobs"],
         ["lint", "x", "--"], ["--color", "never", "lint"], ["show"], ["show", "--brief"], ["status", "--owner"], ["status", "--top"], ["status"],
         ["list"], ["list", "--where"], ["list", "actions", "--columns"], ["diff"], ["diff", "a..b"], ["diff", "--only"], ["history"],
         ["history", "x"], ["history", "x", "y", "--by"], ["lag", "--owner"], ["lint", "--changed-since"]]  # fmt: skip


NEVER = [["status"], ["status", "--top"], ["lint", "--jobs"]]
"""What takes no word in this place, or a number."""


@pytest.mark.parametrize("start_of_line", LINES, ids=" ".join)
def test_what_is_read_by_another_last_word_is_what_typer_reads(start_of_line: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    hits = 0
    kept: dict[str, object] = {}
    read: list[Asked] = []
    monkeypatch.setattr("acctplan.cli.carry_out.carried_out", lambda _module, asked: read.append(asked))
    monkeypatch.setattr("acctplan.cli.reading_again.answers", lambda _stamp: kept)
    for first in ("harbour", "7"):
        kept.clear()
        read.clear()
        by_typer([*start_of_line, first])
        if not read:
            continue
        kept |= as_read(read[0])
        for last in LAST:
            read.clear()
            words = [*start_of_line, last]
            again = read_before(read_command(words), words)
            by_typer(words)
            assert again is None or [again] == read
            hits += again is not None
    assert bool(hits) is (start_of_line not in NEVER)


def by_typer(words: list[str]) -> None:
    """Have Typer read the words; what it refuses is not read."""
    with suppress(Exception):
        perform(words)


def read_command(words: list[str]) -> str:
    return next(word for word in words if word in ("lint", "show", "status", "list", "diff", "history", "lag"))


def test_other_words_are_other_words(acct: Acct, book: Path, memory: None) -> None:
    acct("lint", "harbour", cwd=book)
    assert read_before("lint", ("lint", "harbour")) is not None
    for words in (
        ("lint",),
        ("lint", "harbour", "--json"),
        ("lint harbour",),
        ("lint", "harbour", ""),
        ("--today", "2026-11-20", "lint", "harbour"),
    ):
        assert read_before("lint", words) is None
    assert read_before("show", ("lint", "harbour")) is None


def test_completion_is_never_taken_for_a_command(acct: Acct, book: Path, memory: None, monkeypatch: pytest.MonkeyPatch) -> None:
    acct("lint", "harbour", cwd=book)
    asked: list[object] = []
    monkeypatch.setattr("acctplan.cli.program.perform", asked.append)
    monkeypatch.chdir(book)
    start.perform(["lint", "harbour"])
    assert asked == []
    monkeypatch.setenv("_ACCTPLAN_COMPLETE", "complete_bash")
    start.perform(["lint", "harbour"])
    assert asked == [["lint", "harbour"]]


def test_a_reading_that_would_change_by_being_kept_is_not() -> None:
    assert as_read(Asked("lint", {}, {"paths": ["a"]}, ("lint", "a")))
    assert as_read(Asked("lint", {}, {"paths": ("a",)}, ("lint", "a"))) == {}
    assert as_read(Asked("lint", {}, {"file": Path("a")}, ("lint", "a"))) == {}
    assert as_read(Asked("lint", {}, {"paths": ["a"]})) == {}
