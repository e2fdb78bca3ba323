"""The book gone through by one process or several: the same answer, in the same order."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.cli import processes, survey
from tests.bench.books import build, path_of
from tests.conftest import Ran, commit_all, git, make_book

Acct = Callable[..., Ran]
PLANS = 60


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of sixty plans with three months of history, one of them unreadable, one beside another of its name, one with facts alone."""
    folder = build(tmp_path_factory.mktemp("wide") / "book", PLANS, dict(os.environ), months=3)
    (folder / path_of(7)).write_text("---\nrisks: [\n---\n")
    (folder / "plans" / "account-00009.md").write_text((folder / path_of(9)).read_text())
    (folder / "facts").mkdir()
    (folder / "facts" / "wren.yaml").write_text("account: Wren\ncrm: {arr: 12000 EUR, owner: lee}\n")
    (folder / "facts" / "account-00011.yaml").write_text("crm: [\n")
    return folder


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices so small that several processes have work."""
    monkeypatch.setattr(survey, "_SLICE", 5)


@pytest.mark.parametrize(
    "words", [("lint",), ("lint", "--json"), ("status",), ("status", "--json"), ("status", "--owner", "lee")], ids=" ".join
)
def test_two_processes_say_what_one_says(acct: Acct, wide: Path, small_slices: None, words: tuple[str, ...]) -> None:
    alone = acct(*words, "--jobs", "1", "--no-cache", cwd=wide)
    assert alone.out
    assert acct(*words, "--jobs", "2", "--no-cache", cwd=wide) == alone
    assert acct(*words, "--jobs", "5", "--no-cache", cwd=wide) == alone


def test_the_work_is_done_by_others(acct: Acct, wide: Path, small_slices: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each process that judges leaves its mark."""
    real = survey.Surveyor.part

    def marked(self: survey.Surveyor, ids: list[str]) -> survey.Part:
        (tmp_path / str(os.getpid())).touch()
        return real(self, ids)

    monkeypatch.setattr(survey.Surveyor, "part", marked)
    acct("lint", "--jobs", "2", "--no-cache", cwd=wide)
    others = {int(mark.name) for mark in tmp_path.iterdir()}
    assert len(others) == 2
    assert os.getpid() not in others


def test_many_plans_are_shared_out_unasked(acct: Acct, wide: Path, small_slices: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = processes.in_processes

    def counted(work: Callable[[list[str]], survey.Part], slices: list[list[str]], jobs: int) -> object:
        asked.append(jobs)
        return real(work, slices, jobs)

    monkeypatch.setattr(processes, "in_processes", counted)
    monkeypatch.setattr(processes, "processors", lambda: 2)
    acct("lint", "--no-cache", cwd=wide)
    assert asked == []
    monkeypatch.setattr(survey, "_WORTH_IT", 20)
    acct("lint", "--no-cache", cwd=wide)
    assert asked == [2]


def test_what_one_of_them_cannot_do_is_told(acct: Acct, wide: Path, small_slices: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from acctplan.errors import GitFailed

    def failing(_self: survey.Surveyor, _ids: list[str]) -> survey.Part:
        raise GitFailed("git is ill", "Call a doctor.")

    monkeypatch.setattr(survey.Surveyor, "part", failing)
    ran = acct("lint", "--jobs", "2", "--no-cache", cwd=wide)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "acctplan: git is ill.\n  Call a doctor.\n"


@pytest.mark.parametrize("number", ["-1", "many", "1.5"])
def test_a_number_of_processes_is_one(acct: Acct, wide: Path, number: str) -> None:
    ran = acct("lint", "--jobs", number, cwd=wide)
    assert ran.code == 2
    assert "jobs" in ran.err


def test_one_plan_among_many_keeps_its_age_under_a_new_name(acct: Callable[..., Ran], tmp_path: Path) -> None:
    """Of one among many only its own changes of the last months are asked for; a file that seems to begin there may have been renamed."""
    book = make_book(tmp_path / "book", commit=False)
    git(book, "init", "-q", "-b", "main")
    for number in range(60):
        (book / "plans" / f"old-{number}.md").write_text(f"---\naccount: Account {number}\nowner: dana\nnote: said {number}\n---\n")
    commit_all(book, "Begin", "2026-01-05T10:00:00+01:00")
    git(book, "mv", "plans/old-7.md", "plans/renamed.md")
    commit_all(book, "Rename", "2026-11-02T10:00:00+01:00")
    whole = json.loads(acct("lint", "--json", "--select", "plan-stale", "--no-cache", cwd=book).out)["findings"]
    alone = json.loads(acct("lint", "renamed", "--json", "--select", "plan-stale", "--no-cache", cwd=book).out)["findings"]
    assert alone == [finding for finding in whole if finding["plan"] == "renamed"]
    assert "319 days" in alone[0]["message"]
