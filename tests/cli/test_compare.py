"""`compare`: one plan as several branches have it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all, git

from .asked import PLAN, refused, told

Acct = Callable[..., Ran]
WHEN = "2026-11-10T10:00:00+01:00"
ITEMS = {
    "goals.rosters": ["2027-03-31, dana", "2027-06-30, dana"],
    "actions.price-night": ["lee, 2026-12-05", "dana, 2026-12-05"],
    "actions.call-cfo": [None, "dana, 2026-12-20"],
    "stakeholders.tom": ["decision-maker, high, champion", "decision-maker, high, neutral"],
    "opportunities.night-kitchens": ["9600", "12000"],
    "renewal.renews_on": [None, "2027-09-30"],
}


@pytest.fixture
def strategies(book: Path) -> Path:
    """A book with a second branch, on which another way is tried."""
    git(book, "checkout", "-q", "-b", "lee/late")
    text = LITE.replace("due: 2027-03-31", "due: 2027-06-30").replace("night kitchen price (lee", "night kitchen price (dana")
    text = text.replace("support: champion", "support: neutral").replace("amount: 9600", "amount: 12000")
    text = text.replace("---\n\nThey", "  call-cfo: Call the CFO (dana, 2026-12-20)\nrenewal: {renews_on: 2027-09-30}\n---\n\nThey")
    (book / PLAN).write_text(text)
    commit_all(book, "Renew late", WHEN)
    git(book, "checkout", "-q", "main")
    return book


def test_what_differs_stands_side_by_side(acct: Acct, strategies: Path) -> None:
    document = told(acct("compare", "harbour", "main", "lee/late", "--json", cwd=strategies), "compare")
    assert (document["plan"], document["branches"]) == ("harbour", ["main", "lee/late"])
    assert {row["path"]: row["said"] for row in document["rows"] if not row["same"]} == ITEMS
    assert [row["path"] for row in document["rows"] if row["same"]] == ["actions.train-leads", "actions.fix-export"]
    text = acct("compare", "harbour", "main", "lee/late", cwd=strategies).out
    for words in ("Goals", "People", "Money", "Dates", "Tom Baker", "Call the CFO", "renews on", "12,000", "6 differ, 2 are the same."):
        assert words in text
    assert "Train the four" not in text
    assert "Train the four" in acct("compare", "harbour", "main", "lee/late", "--all", cwd=strategies).out
    assert (
        "| Night kitchens | 9,600 | 12,000 |" in acct("compare", "harbour", "main", "lee/late", "--format", "markdown", cwd=strategies).out
    )


def test_one_branch_stands_beside_the_work_tree(acct: Acct, strategies: Path) -> None:
    (strategies / PLAN).write_text(LITE.replace("amount: 9600", "amount: 10000"))
    document = told(acct("compare", "harbour", "lee/late", "--json", cwd=strategies), "compare")
    assert document["branches"] == ["now", "lee/late"]
    assert [row["said"] for row in document["rows"] if row["group"] == "money"] == [["10000", "12000"]]


def test_an_item_called_otherwise_says_so(acct: Acct, strategies: Path) -> None:
    (strategies / PLAN).write_text(LITE.replace("Tom Baker", "Tim Baker"))
    document = told(acct("compare", "harbour", "main", "--json", cwd=strategies), "compare")
    assert [row["said"] for row in document["rows"] if not row["same"]] == [
        ["decision-maker, high, champion", "Tom Baker, decision-maker, high, champion"]
    ]


def test_a_plan_that_a_branch_lacks(acct: Acct, strategies: Path) -> None:
    (strategies / "plans/wren.md").write_text("---\naccount: Wren Ferries\narr: 5000\n---\n")
    document = told(acct("compare", "wren", "main", "WORKTREE", "--json", cwd=strategies), "compare")
    assert document["rows"] == [{"group": "money", "path": "arr", "title": "arr", "said": [None, "5000"], "same": False}]
    refused(acct("compare", "wren", "main", "lee/late", cwd=strategies), "wren")


def test_what_cannot_be_compared_is_refused(acct: Acct, strategies: Path) -> None:
    refused(acct("compare", "harbour", "nobody", cwd=strategies), "nobody")
    refused(acct("compare", "harbor", "lee/late", cwd=strategies), "Did you mean harbour?")
    refused(acct("compare", "harbour", *["main"] * 7, cwd=strategies), "7 branches")
    (strategies / PLAN).write_text("---\nowner: {\n---\n")
    refused(acct("compare", "harbour", "main", cwd=strategies), "plans/harbour.md:2:8: ")


def test_amounts_are_told_as_everywhere(acct: Acct, strategies: Path) -> None:
    text = (
        (strategies / PLAN)
        .read_text()
        .replace("amount: 9600", "amount: 36000 EUR")
        .replace("tier: growth\n", "tier: growth\narr: 124000.50\n")
    )
    (strategies / PLAN).write_text(text.replace("owner: dana\nlifecycle", "revenue: {scheduling: 4000}\nowner: dana\nlifecycle"))
    out = acct("compare", "harbour", "main", "WORKTREE", "--format", "markdown", cwd=strategies).out
    for row in ("| Night kitchens | 9,600 | 36,000 EUR |", "| arr | – | 124,000.50 |", "| scheduling | – | 4,000 |"):
        assert row in out
    document = told(acct("compare", "harbour", "main", "WORKTREE", "--json", cwd=strategies), "compare")
    assert [row["said"] for row in document["rows"] if row["path"] == "arr"] == [[None, "124000.50"]]


def test_people_are_told_by_name_and_to_programs_by_id(acct: Acct, strategies: Path) -> None:
    (strategies / PLAN).write_text(LITE.replace("night kitchen price (lee", "night kitchen price (tom"))
    words = ["compare", "harbour", "WORKTREE", "main", "lee/late"]
    out = acct(*words, "--format", "markdown", cwd=strategies).out
    assert "| Tom Baker, 2026-12-05 | Lee Wong, 2026-12-05 | Dana Kim, 2026-12-05 |" in out
    document = told(acct(*words, "--json", cwd=strategies), "compare")
    assert ["tom, 2026-12-05", "lee, 2026-12-05", "dana, 2026-12-05"] in [row["said"] for row in document["rows"]]


def test_an_open_seat_is_told_as_one(acct: Acct, strategies: Path) -> None:
    (strategies / PLAN).write_text(LITE.replace("goals:\n", "  coo: {title: COO, unknown: true}\ngoals:\n"))
    assert "| COO | – | open seat |" in acct("compare", "harbour", "main", "WORKTREE", "--format", "markdown", cwd=strategies).out


def test_what_each_name_was_taken_for_is_told(acct: Acct, strategies: Path) -> None:
    main, late = (git(strategies, "rev-parse", "--short=8", name) for name in ("main", "lee/late"))
    out = " ".join(acct("compare", "harbour", "main", "lee/late", cwd=strategies).out.split())
    assert f"main → {main}; lee/late → {late}." in out
    document = told(acct("compare", "harbour", "main", "lee/late", "--json", cwd=strategies), "compare")
    assert document["states"] == [f"main → {main}", f"lee/late → {late}"]
    out = " ".join(acct("compare", "harbour", "2026-11-04", cwd=strategies).out.split())
    assert f"now → the work tree; 2026-11-04 → {main} of 2026-11-02." in out


def test_a_branch_that_is_none_is_offered_what_there_may_be(acct: Acct, book: Path) -> None:
    refused(acct("compare", "harbour", "nowhere", cwd=book), "nothing here is called “nowhere”", "a snapshot, a branch or a commit.")
