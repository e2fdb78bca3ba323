"""How much git is asked for by commands over a book of a hundred plans: counted, not timed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from acctplan.store import differing
from acctplan.store.git import BlobReader, Repository
from tests.bench.books import build
from tests.conftest import Ran, commit_all, git

Acct = Callable[..., Ran]
PLANS, MONTHS = 100, 3


class Counted:
    """What was asked of git: processes by their first word, and the objects read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.processes: list[str] = []
        self.read: list[str] = []
        popen, blobs, get = subprocess.Popen, Repository.blobs, BlobReader.get

        def started(command: list[str], **named: object) -> subprocess.Popen[bytes]:
            self.processes.append(next(word for word in command[1:] if not word.startswith("-") and "=" not in word))
            return popen(command, **named)  # type: ignore[call-overload, no-any-return]

        def many(repository: Repository, ids: Iterable[str]) -> dict[str, bytes]:
            wanted = list(ids)
            self.read += wanted
            return blobs(repository, wanted)

        def one(reader: BlobReader, blob: str) -> bytes | None:
            self.read.append(blob)
            return get(reader, blob)

        monkeypatch.setattr(subprocess, "Popen", started)
        monkeypatch.setattr(Repository, "blobs", many)
        monkeypatch.setattr(BlobReader, "get", one)


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred plans over three months; then every tenth changes once more."""
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    book = build(tmp_path_factory.mktemp("hundred") / "book", PLANS, env, months=MONTHS)
    with pytest.MonkeyPatch.context() as patch:
        for who in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{who}_NAME", "Dana Kim")
            patch.setenv(f"GIT_{who}_EMAIL", "dana@northpeak.example")
        for path in sorted((book / "plans").rglob("*.md"))[::10]:
            path.write_text(path.read_text("utf-8") + "\nOne more line.\n", "utf-8")
        commit_all(book, "Every tenth", "2026-11-18T10:00:00+01:00")
    return book


def plans_at(book: Path, commit: str) -> set[str]:
    """The blobs of the plans at a commit."""
    return {line.split()[2] for line in git(book, "ls-tree", "-r", commit, "plans/").splitlines()}


def test_a_difference_reads_the_plans_that_differ_and_no_other(acct: Acct, hundred: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = plans_at(hundred, "HEAD~1") ^ plans_at(hundred, "HEAD")
    held = plans_at(hundred, "HEAD~1") | plans_at(hundred, "HEAD")
    compared: list[tuple[str, str]] = []
    real = differing.narrowed
    monkeypatch.setattr(differing, "narrowed", lambda pair, *rest: compared.append(pair) or real(pair, *rest))
    counted = Counted(monkeypatch)
    ran = acct("diff", "HEAD~1..HEAD", "--no-cache", "--json", cwd=hundred)
    assert ran.code == 0, ran.err
    assert sorted(set(counted.read) & held) == sorted(blob for blob in counted.read if blob in held)
    assert set(counted.read) & held == apart
    assert (len(apart), len(compared)) == (PLANS // 10 * 2, PLANS // 10)
    assert len(counted.processes) <= 12, counted.processes


def test_the_history_of_the_book_reads_each_version_once(acct: Acct, hundred: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = set[str]().union(*(plans_at(hundred, commit) for commit in git(hundred, "rev-list", "HEAD").splitlines()))
    counted = Counted(monkeypatch)
    ran = acct("history", "--no-cache", "--json", cwd=hundred)
    assert ran.code == 0, ran.err
    versions = [blob for blob in counted.read if blob in every]
    assert sorted(versions) == sorted(every)
    assert len(every) == PLANS * MONTHS + PLANS // 10
    assert len(counted.processes) <= 12, counted.processes


def test_the_book_of_a_past_day_needs_no_process_for_each_plan(
    acct: Acct, hundred: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten plans are read at once; a hundred in two parts, with two processes for each."""
    ten = build(tmp_path / "ten", 10, dict(os.environ), months=MONTHS)
    asked = []
    for book in (ten, hundred):
        with pytest.MonkeyPatch.context() as patch:
            counted = Counted(patch)
            ran = acct("status", "--as-of", "2026-11-17", "--no-cache", "--jobs", "1", cwd=book)
            assert (ran.code, ran.err[:16]) == (0, "as of 2026-11-17"), ran.err
            asked.append(counted)
    assert len(asked[1].processes) <= len(asked[0].processes) + 2, (asked[0].processes, asked[1].processes)
    held = plans_at(hundred, "HEAD~1")
    assert held <= set(asked[1].read)
    assert not (plans_at(hundred, "HEAD") - held) & set(asked[1].read)
