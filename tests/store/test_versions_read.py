"""How much of history is read for the ages of a book: counted, not timed."""

from __future__ import annotations

import os
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from acctplan.rules._judge import chosen_rules
from acctplan.rules._lint import LintResult, lint
from acctplan.store.aging import ages_of
from acctplan.store.git import discover
from acctplan.store.shelf import read_book, read_desk
from acctplan.store.skeleton import template_blocks
from acctplan.store.source import WorkTree
from acctplan.store.versions import Versions
from tests.bench.books import MONTHS, build

PLANS = 12
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen plans that change every month for two years."""
    return build(tmp_path_factory.mktemp("grown") / "book", PLANS, dict(os.environ))


def judged(folder: Path, versions: Versions) -> LintResult:
    source = WorkTree(folder)
    desk = read_desk(source)
    book = read_book(source, desk)
    repository = discover(folder)
    assert repository is not None
    ages = ages_of(repository, book.entries.values(), versions, today=TODAY)
    blocks = template_blocks(folder, {plan.template_name for plan in book.plans})
    return lint(book, chosen_rules(desk.settings), ages, today=TODAY, blocks=blocks)


def fresh_versions(folder: Path, *, cached: bool = False) -> Versions:
    repository = discover(folder)
    assert repository is not None
    return Versions(repository, read_desk(WorkTree(folder)), cached=cached)


def test_lint_reads_two_versions_of_a_plan_not_all_of_them(grown: Path) -> None:
    with closing(fresh_versions(grown)) as versions:
        assert judged(grown, versions).checked == PLANS
        assert 0 < versions.parsed <= 2 * PLANS < MONTHS * PLANS


def test_what_was_read_once_is_remembered(grown: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with closing(fresh_versions(grown, cached=True)) as versions:
        first = judged(grown, versions)
        assert versions.parsed > 0
    with closing(fresh_versions(grown, cached=True)) as versions:
        assert judged(grown, versions) == first
        assert (versions.parsed, versions.reader.read) == (0, 0)


def test_three_git_processes_tell_every_age(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = WorkTree(grown)
    desk = read_desk(source)
    book = read_book(source, desk)
    repository = discover(grown)
    assert repository is not None
    started: list[str] = []
    real = subprocess.Popen

    def counted(command: list[str], **named: object) -> subprocess.Popen[bytes]:
        started.append(next(word for word in command[1:] if not word.startswith("-") and "=" not in word))
        return real(command, **named)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(subprocess, "Popen", counted)
    with closing(Versions(repository, desk, cached=False)) as versions:
        ages = ages_of(repository, book.entries.values(), versions, today=TODAY)
        assert all(found.plan and len(found.blocks) > 10 for found in ages.values())
    assert len(started) <= 3, started
