"""What every test stands on: no global git config, no home, a fixed day, real repositories in temporary folders."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from acctplan.cli.exits import guarded
from acctplan.resources import shipped
from acctplan.store.story import replay

TODAY = "2026-11-20"
ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def quiet_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment of its own: an empty home, no git configuration, an author, a fixed day and width."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("GIT_", "ACCTPLAN_", "XDG_")) or name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "EDITOR", "VISUAL"):
            monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Dana Kim",
        "GIT_AUTHOR_EMAIL": "dana@northpeak.example", "GIT_COMMITTER_NAME": "Dana Kim", "GIT_COMMITTER_EMAIL": "dana@northpeak.example",
        "ACCTPLAN_TODAY": TODAY, "COLUMNS": "100", "TERM": "dumb",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)


@pytest.fixture
def acct(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run a command in this process: `acct("lint", "--json", cwd=book, stdin="...")`."""

    def run(*arguments: str, cwd: Path | None = None, stdin: str | bytes = "") -> Ran:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        before = Path.cwd()
        if cwd is not None:
            os.chdir(cwd)
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = guarded(list(arguments))
        finally:
            os.chdir(before)
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode("utf-8"))
        return Ran(code, *texts)

    return run


def git(folder: Path, *arguments: str, **environment: str) -> str:
    """Run git in a folder; its output."""
    done = subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **environment}, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace").strip()


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example book, replayed once; tests read it and never write to it."""
    target = tmp_path_factory.mktemp("story") / "book"
    replay(shipped("examples") / "northpeak", target)
    return target


@pytest.fixture
def demo(story: Path, tmp_path: Path) -> Path:
    """A copy of the example book to write to."""
    target = tmp_path / "demo"
    subprocess.run(["cp", "-a", str(story), str(target)], check=True)
    return target


LITE = """---
account: Harbour Bakery Group          # the group, not the shops
owner: dana
lifecycle: adoption
posture: retain
tier: growth
intent:
  now: Four new shops on rosters before Easter
  next: Renew in June with the night kitchens
  how: Train the leads and fix the export first
team: {dana: csm, lee: am}
stakeholders:
  tom: {name: Tom Baker, title: Head of Retail, decision_role: decision-maker, influence: high, support: champion, known_by: dana}
goals:
  rosters:
    title: Every shop publishes its roster two weeks ahead
    said_by: tom
    owner: dana
    due: 2027-03-31
    key_results:
      Shops publishing 14 days ahead: 3 -> 16 shops, now 9
health:
  usage: amber, four new shops have not logged in
  finance: green
risks:
  payroll-export:
    title: Payroll export fails on night shifts
    cause: The export ignores shifts over midnight
    severity: medium
    owner: dana
opportunities:
  night-kitchens:
    title: Night kitchens
    kind: cross-sell
    amount: 9600
    owner: lee
    signals:
      - 2026-10-28 Tom asked for a price (call)
actions:
  train-leads: Train the four new shop leads (dana, 2026-12-12, rosters, with tom)
  fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)
  price-night: Send the night kitchen price (lee, 2026-12-05, night-kitchens)
---

They bake at night and sell by day.
"""
TEAM = """dana: {name: Dana Kim, email: dana@northpeak.example, role: csm, manager: priya}
lee: {name: Lee Wong, email: lee@northpeak.example, role: am, manager: priya}
priya: {name: Priya Nair, role: executive-sponsor}
mo: {name: Mo Haddad, role: csm, left_on: 2026-05-31}
"""


def make_book(folder: Path, *, commit: bool = True) -> Path:
    """A small book with one lite plan, committed on 2026-11-02."""
    (folder / "plans").mkdir(parents=True)
    (folder / "acctplan.yaml").write_text(
        "currency: EUR\ntime_zone: Europe/Berlin\nfiscal_year: {starts: february, named_by: end}\ncommit: never\n"
    )
    (folder / "team.yaml").write_text(TEAM)
    (folder / "plans" / "harbour.md").write_text(LITE)
    if commit:
        git(folder, "init", "-q", "-b", "main")
        commit_all(folder, "Start the book", "2026-11-02T10:00:00+01:00")
    return folder


def commit_all(folder: Path, message: str, when: str) -> str:
    """Commit everything at an instant; the commit's hash."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message, GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Path]:
    """A small book in a repository of its own."""
    yield make_book(tmp_path / "book")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes the goldens anew."""
    parser.addoption("--update", action="store_true", default=False)
