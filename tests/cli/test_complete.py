"""What the shell offers on a half-typed line: names of this book, and never an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.cli.exits import guarded
from tests.conftest import LITE, git

from .asked import PLAN

Offered = Callable[..., list[str]]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Offered:
    """What bash is told for a line, its last word half typed."""

    def complete(line: str, *, cwd: Path) -> list[str]:
        monkeypatch.chdir(cwd)
        for name, value in {"_ACCTPLAN_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as end:
            guarded([])
        assert end.value.code in (0, None)
        said = capsys.readouterr()
        assert said.err == ""
        return said.out.split()

    return complete


ITEMS = ["fix-export", "night-kitchens", "payroll-export", "price-night", "rosters", "shops-publishing-14-days-ahead", "tom", "train-leads"]
LINES: dict[str, tuple[str, list[str]]] = {
    "plans": ("done h", ["harbour"]),
    "no such plan": ("done z", []),
    "items": ("done harbour ", ITEMS),
    "items from a letter": ("move harbour p", ["payroll-export", "price-night"]),
    "paths of items": ("remove harbour actions.", ["actions.fix-export", "actions.price-night", "actions.train-leads"]),
    "items of no plan": ("remove nothing ", []),
    "items of a path": ("remove ../harbour ", []),
    "kinds": ("add harbour o", ["opportunity", "our-goal"]),
    "owners": ("add harbour action x --owner ", ["dana", "lee", "me", "mo", "priya"]),
    "reasons": ("add harbour action x --because r", ["rosters"]),
    "people of both sides": ("add harbour action x --with ", ["dana", "lee", "me", "mo", "priya", "tom"]),
    "fields of a kind": ("add harbour risk x --set s", ["severity=", "shared_as=", "status="]),
    "words of a field": ("add harbour risk x --set severity=", ["severity=high", "severity=low", "severity=medium"]),
    "fields of no kind": ("add harbour gaol x --set s", []),
    "places to set": ("set harbour ti", ["tier="]),
    "places of an item": ("set harbour rosters.s", ["rosters.said_by=", "rosters.said_on=", "rosters.share=", "rosters.stakeholder=", "rosters.status="]),
    "blocks to confirm": ("confirm harbour h", ["health"]),
    "goals": ("biography harbour ", ["rosters"]),
    "formats of a difference": ("diff --format p", ["patch"]),
    "formats of another": ("show --format p", []),
    "colours": ("status --color a", ["always", "auto"]),
    "branches": ("compare harbour m", ["main"]),
    "times and plans": ("diff ", ["harbour", "main"]),
    "a time": ("status --as-of ", ["main"]),
    "what to do with snapshots": ("snapshot s", ["show"]),
    "what to do with a baseline": ("baseline ", ["prune", "show", "write"]),
    "columns": ("list risks --columns sev", ["severity"]),
    "the next column": ("list risks --columns id,sev", ["id,severity"]),
    "columns of plans, unsaid": ("list --sort renew_", ["renew_today"]),
    "columns of nothing": ("list nothing --columns s", []),
    "views": ("render harbour --view f", ["five-block", "full"]),
    "schemas": ("schema pl", ["plan"]),
}  # fmt: skip


@pytest.mark.parametrize(("line", "words"), LINES.values(), ids=LINES)
def test_names_of_the_book_are_offered(offered: Offered, book: Path, line: str, words: list[str]) -> None:
    assert offered(f"acctplan {line}", cwd=book) == words


@pytest.mark.parametrize("line", ["acctplan -C {} done harbour pr", "acctplan done -C {} harbour pr", "acctplan --book={} done harbour pr"])
def test_a_book_that_is_named_is_the_one_meant(offered: Offered, book: Path, tmp_path: Path, line: str) -> None:
    assert offered(line.format(book), cwd=tmp_path) == ["price-night"]
    assert offered(line.format(tmp_path / "nowhere"), cwd=tmp_path) == []


@pytest.mark.parametrize(
    "text", ["---\naccount: [\n---\n", "no plan", LITE.replace("owner: dana\n", "owner: dana\nowner: lee\n"), "\0", LITE.replace("rosters:", "? rosters\n:")]
)  # fmt: skip
def test_a_plan_that_cannot_be_read_offers_what_it_can(offered: Offered, book: Path, text: str) -> None:
    (book / PLAN).write_text(text)
    assert set(offered("acctplan done harbour ", cwd=book)) <= set(ITEMS)


def test_a_plan_that_is_a_link_is_not_followed(offered: Offered, book: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.md").write_text(LITE)
    (book / PLAN).unlink()
    (book / PLAN).symlink_to(tmp_path / "elsewhere.md")
    assert offered("acctplan done harbour ", cwd=book) == []


def test_periods_of_snapshots_are_offered(offered: Offered, story: Path) -> None:
    assert offered("acctplan snapshot show FY2027-", cwd=story) == ["FY2027-Q1", "FY2027-Q2", "FY2027-Q3"]
    assert offered("acctplan status --as-of FY2025", cwd=story) == ["FY2025-Q4"]


def test_times_without_git_are_none(offered: Offered, tmp_path: Path) -> None:
    (tmp_path / "acctplan.yaml").write_text("")
    assert offered("acctplan status --as-of ", cwd=tmp_path) == []


@pytest.mark.parametrize("name", ["acctplan.yaml", "plans", "templates", "team.yaml"])
@pytest.mark.parametrize(
    "line", ["done ", "diff ", "status --as-of ", "snapshot show ", "new x --template ", "render harbour --view ", "add harbour action x --owner "]
)  # fmt: skip
def test_a_book_with_a_link_in_it_is_no_place_for_errors(offered: Offered, book: Path, tmp_path: Path, name: str, line: str) -> None:
    if (book / name).exists():
        (book / name).rename(tmp_path / "elsewhere")
    else:
        (tmp_path / "elsewhere").mkdir()
    (book / name).symlink_to(tmp_path / "elsewhere")
    offered(f"acctplan {line}", cwd=book)


def test_only_periods_with_a_snapshot_are_offered(offered: Offered, book: Path) -> None:
    for tag in ("plan/2026-10", "plan/FY2027-Q1", "plan/FYI", "FY2026", "other/2026-09"):
        git(book, "tag", tag)
    for branch in ("FYI-thing", "FY2025", "2026-08"):
        git(book, "branch", branch)
    assert offered("acctplan snapshot show 2", cwd=book) == ["2026-10"]
    assert offered("acctplan snapshot show ", cwd=book) == ["2026-10", "FY2027-Q1"]
    assert offered("acctplan snapshot show F", cwd=book) == ["FY2027-Q1"]


def test_a_team_that_is_a_link_is_not_followed(offered: Offered, book: Path, tmp_path: Path) -> None:
    (book / "team.yaml").rename(tmp_path / "team.yaml")
    assert offered("acctplan add harbour action x --owner ", cwd=book) == ["me"]
    (book / "team.yaml").symlink_to(tmp_path / "team.yaml")
    assert offered("acctplan add harbour action x --owner ", cwd=book) == ["me"]
