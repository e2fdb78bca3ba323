"""`lint --changed-since`: what a branch touched, item by item, and what it brought about elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acctplan.analysis.changes import changes
from acctplan.analysis.touched import is_touched, touched_items
from acctplan.planfile.parse import parse_bytes
from tests.conftest import LITE, Ran, commit_all, git

from .asked import PLAN, refused, told

Acct = Callable[..., Ran]
LATER = "2026-11-10T10:00:00+01:00"
OWNERLESS = LITE.replace("train-leads: Train the four new shop leads (dana, ", "train-leads: Train the four new shop leads (")
DEBT = LITE.replace("    severity: medium\n    owner: dana\n", "    severity: medium\n")
"""The risk lacks an owner: debt of old."""
TITLE = "Payroll export fails on night shifts"
REWORDED = DEBT.replace(TITLE, "Payroll export fails again")


@pytest.fixture
def branch(book: Path) -> Path:
    """A book whose main has debt, on a branch of its own."""
    (book / PLAN).write_text(DEBT)
    commit_all(book, "Write the risk", "2026-11-03T10:00:00+01:00")
    git(book, "checkout", "-q", "-b", "topic")
    return book


def since(acct: Acct, book: Path, *words: str, code: int = 0, ref: str = "main") -> dict[str, Any]:
    document: dict[str, Any] = told(acct("lint", "--changed-since", ref, "--json", *words, cwd=book), "lint", code)
    return document


def codes(document: dict[str, Any], key: str = "findings") -> set[str]:
    return {finding["code"] for finding in document[key]}


def test_debt_on_untouched_items_is_not_told(acct: Acct, branch: Path) -> None:
    assert {"AP207"} <= codes(told(acct("lint", "--json", "--fail-on", "never", cwd=branch), "lint"))
    assert since(acct, branch)["findings"] == []
    (branch / PLAN).write_text(DEBT.replace("Train the four", "Train all four"))
    assert not any(finding["path"].startswith("risks") for finding in since(acct, branch)["findings"])


@pytest.mark.parametrize("kept", ["in the work tree", "staged", "committed"])
def test_a_touched_item_answers_for_all_that_is_wrong_with_it(acct: Acct, branch: Path, kept: str) -> None:
    """The title changed on one line; the missing owner is found on another."""
    (branch / PLAN).write_text(REWORDED)
    if kept == "staged":
        git(branch, "add", "-A")
    if kept == "committed":
        commit_all(branch, "Reword", LATER)
    found = since(acct, branch, "--fail-on", "never")["findings"]
    assert {finding["path"].split(".")[1] for finding in found if "." in finding["path"]} == {"payroll-export"}
    assert "AP207" in codes({"findings": found})


def test_a_new_plan_answers_for_everything(acct: Acct, branch: Path) -> None:
    (branch / "plans" / "other.md").write_text(OWNERLESS.replace("Harbour Bakery Group", "Other"))
    found = since(acct, branch, code=1)["findings"]
    assert {finding["plan"] for finding in found} == {"other"}
    assert "AP203" in codes({"findings": found})


def test_what_a_change_breaks_elsewhere_is_told(acct: Acct, branch: Path) -> None:
    """The goal is untouched, but who said it is gone."""
    text = DEBT.replace("  tom: {name: Tom Baker", "  tim: {name: Tim Cook")
    (branch / PLAN).write_text(text)
    document = since(acct, branch, code=1)
    assert ("AP105", "goals.rosters.said_by") in {(finding["code"], finding["path"]) for finding in document["findings"]}


def test_a_reformat_touches_nothing(acct: Acct, branch: Path) -> None:
    (branch / PLAN).write_text(DEBT.replace("risks:\n", "# a comment\nrisks:\n").replace("    severity: medium", "    severity:   medium"))
    assert since(acct, branch)["findings"] == []


def test_a_plan_that_cannot_be_read_fails(acct: Acct, branch: Path) -> None:
    (branch / PLAN).write_text("---\naccount: Broken\nrisks: [\n---\n")
    assert since(acct, branch, code=1)["findings"]


def test_what_the_day_brings_about_is_listed_and_does_not_fail(acct: Acct, branch: Path) -> None:
    """An action long overdue is an error of the nightly run, not of this branch."""
    (branch / PLAN).write_text(DEBT.replace("lifecycle: adoption", "lifecycle: renewal"))
    words = ("--today", "2027-03-01", "--select", "AP307")
    assert acct("lint", *words, cwd=branch).code == 1
    document = since(acct, branch, *words)
    assert (document["findings"], codes(document, "untouched")) == ([], {"AP307"})
    ran = acct("lint", "--changed-since", "main", *words, cwd=branch)
    assert ran.code == 0
    assert "On items this change leaves alone" in ran.out
    assert "3 more came with time" in " ".join(ran.out.split())
    (branch / PLAN).write_text(DEBT.replace("Train the four new", "Train all new"))
    document = since(acct, branch, *words, code=1)
    assert [finding["path"] for finding in document["findings"]] == ["actions.train-leads"]
    assert len(document["untouched"]) == 2


def test_the_work_of_others_since_is_not_ours(acct: Acct, branch: Path) -> None:
    """From where the two parted, not from what main is today."""
    commit_all_of_topic = DEBT.replace("They bake at night", "They bake all night")
    (branch / PLAN).write_text(commit_all_of_topic)
    commit_all(branch, "Reword", LATER)
    git(branch, "checkout", "-q", "main")
    (branch / PLAN).write_text(REWORDED)
    commit_all(branch, "Main goes on", LATER)
    git(branch, "checkout", "-q", "topic")
    assert not any(finding["path"].startswith("risks") for finding in since(acct, branch)["findings"])


def test_a_change_of_the_settings_or_the_team_answers_for_what_it_brings_about(acct: Acct, branch: Path) -> None:
    (branch / "acctplan.yaml").write_text(
        (branch / "acctplan.yaml").read_text() + "lint: {rules: {risk-without-owner: {severity: error}}}\n"
    )
    assert since(acct, branch, "--select", "AP207")["findings"] == []
    team = (branch / "team.yaml").read_text()
    (branch / "team.yaml").write_text("\n".join(line for line in team.splitlines() if not line.startswith("lee:")) + "\n")
    assert "AP105" in codes(since(acct, branch, code=1))


def test_paths_and_rules_narrow_it_too(acct: Acct, branch: Path) -> None:
    for name in ("one", "two"):
        (branch / "plans" / f"{name}.md").write_text(OWNERLESS)
    assert {finding["plan"] for finding in since(acct, branch, "one", code=1)["findings"]} == {"one"}
    assert codes(since(acct, branch, "--select", "AP203", code=1)) == {"AP203"}


def test_a_filter_of_the_repository_is_not_run(acct: Acct, branch: Path) -> None:
    """Git would run it to compare a file whose time is new and whose size is not."""
    git(branch, "config", "filter.x.clean", f"touch {branch}/ran; cat")
    (branch / ".gitattributes").write_text("*.md filter=x\n")
    os.utime(branch / PLAN, (1, 1))
    (branch / "plans" / "other.md").write_text(OWNERLESS)
    found = since(acct, branch, code=1)["findings"]
    assert {finding["plan"] for finding in found} == {"other"}
    assert not (branch / "ran").exists()
    git(branch, "ls-files", "-m")
    assert (branch / "ran").exists(), "git did not run it either"


@pytest.mark.parametrize("ref", ["nothing-here", "-x", "--output=x", "HEAD@{1}", ":0:x", ""])
def test_a_name_that_names_no_state(acct: Acct, branch: Path, ref: str) -> None:
    refused(acct("lint", f"--changed-since={ref}", cwd=branch))


def test_what_has_no_past_to_compare_with(acct: Acct, branch: Path, tmp_path: Path) -> None:
    refused(acct("lint", "--changed-since", "WORKTREE", cwd=branch), "is no commit")
    refused(acct("lint", "--changed-since", "main", "--as-of", "main", cwd=branch), "--as-of")
    refused(acct("lint", "--changed-since", "main", "-", cwd=branch, stdin=LITE), "stdin has no history")
    git(branch, "checkout", "-q", "--orphan", "alone")
    git(branch, "commit", "-q", "--allow-empty", "-m", "Alone")
    refused(acct("lint", "--changed-since", "main", cwd=branch), "share no history")
    (branch / ".git").rename(tmp_path / "gone")
    refused(acct("lint", "--changed-since", "main", cwd=branch), "no git history")


def test_a_clone_cut_short_says_so(acct: Acct, branch: Path, tmp_path: Path) -> None:
    for number in range(3):
        (branch / PLAN).write_text(DEBT + f"\n{number}\n")
        commit_all(branch, f"Note {number}", LATER)
    git(branch, "checkout", "-q", "main")
    (branch / PLAN).write_text(DEBT + "\nmain\n")
    commit_all(branch, "Main goes on", LATER)
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", "-b", "topic", f"file://{branch}", "short")
    refused(acct("lint", "--changed-since", "origin/main", cwd=tmp_path / "short"), "this clone ends before", "fetch-depth: 0")


def test_answers_are_not_remembered_across_a_move_of_the_branch(acct: Acct, branch: Path) -> None:
    (branch / PLAN).write_text(OWNERLESS)
    commit_all(branch, "Lose an owner", LATER)
    assert codes(since(acct, branch, code=1)) >= {"AP203"}
    git(branch, "branch", "-f", "main", "topic")
    assert since(acct, branch)["findings"] == []


def test_items_and_what_is_around_them() -> None:
    def plan(text: str) -> Any:
        return parse_bytes(text.encode(), "harbour").plan

    items = touched_items(changes(plan(LITE), plan(LITE.replace("said_by: tom", "said_by: tim"))))
    assert items == {("goals", "rosters")}
    assert is_touched(("goals", "rosters", "key_results", "x"), items)
    assert is_touched(("goals",), items)
    assert is_touched((), items)
    assert not is_touched(("goals", "rosters2"), items)
    assert not is_touched(("actions",), items)
    assert touched_items(changes(None, plan(LITE))) == {()}
    assert not is_touched((), ())
