"""`history`: when something changed, who changed it and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran, commit_all, git, make_book

from .asked import PLAN, refused, told

Acct = Callable[..., Ran]


def test_history_of_a_plan(acct: Acct, changed: Path) -> None:
    document = told(acct("history", "harbour", "--json", cwd=changed), "history")
    assert [(event["why"], event["on"], event["by"]) for event in document["events"]] == [
        ("Start the book", "2026-11-02", "Dana Kim"), ("Raise the export", "2026-11-10", "Dana Kim"), (None, None, None),
    ]  # fmt: skip
    assert document["complete"]
    out = acct("history", "harbour", cwd=changed).out
    assert out.startswith("History of Harbour Bakery Group\n")
    assert "not committed" in out


@pytest.mark.parametrize("path", ["risks.payroll-export.severity", "payroll-export.severity"])
def test_history_of_a_field(acct: Acct, changed: Path, path: str) -> None:
    document = told(acct("history", "harbour", path, "--json", cwd=changed), "history")
    assert document["path"] == "risks.payroll-export.severity"
    assert [(change["old"], change["new"]) for event in document["events"] for change in event["changes"]] == [
        (None, "medium"),
        ("medium", "high"),
    ]


def test_history_of_a_block_and_an_item(acct: Acct, changed: Path) -> None:
    for path in ("risks", "payroll-export"):
        assert len(told(acct("history", "harbour", path, "--json", cwd=changed), "history")["events"]) == 2
    assert len(told(acct("history", "harbour", "intent", "--json", cwd=changed), "history")["events"]) == 1


def test_values_at_the_quarters_ends(acct: Acct, story: Path) -> None:
    document = told(acct("history", "larchfield-outfitters", "pulse.renew_today", "--by", "quarter", "--json", cwd=story), "history")
    assert [(sample["period"], sample["value"]) for sample in document["samples"]][-3:] == [
        ("FY2027-Q2", "yes"),
        ("FY2027-Q3", "no"),
        ("FY2027-Q4", "unsure"),
    ]
    refused(acct("history", "larchfield-outfitters", "--by", "quarter", cwd=story), "needs a field")
    refused(acct("history", "larchfield-outfitters", "pulse.renew_today", "--by", "week", cwd=story), "there is no period “week”")


def test_a_plan_that_is_gone_still_has_a_history(acct: Acct, changed: Path) -> None:
    git(changed, "checkout", "-q", PLAN)
    git(changed, "rm", "-q", PLAN)
    commit_all(changed, "Drop it", "2026-11-12T10:00:00+01:00")
    events = told(acct("history", "harbour", "--json", cwd=changed), "history")["events"]
    assert [event["why"] for event in events] == ["Start the book", "Raise the export", "Drop it"]
    refused(acct("history", "harbor", cwd=changed), "no account is called “harbor”")


def test_a_field_that_is_gone_still_has_a_history(acct: Acct, changed: Path) -> None:
    (changed / PLAN).write_text((changed / PLAN).read_text().replace("    severity: high\n", ""))
    commit_all(changed, "No severity", "2026-11-12T10:00:00+01:00")
    events = told(acct("history", "harbour", "payroll-export.severity", "--json", cwd=changed), "history")["events"]
    assert events[-1]["changes"][0]["new"] is None


def test_what_history_refuses(acct: Acct, changed: Path, tmp_path: Path) -> None:
    refused(acct("history", "harbor", cwd=changed), "Did you mean harbour")
    refused(acct("history", "harbour", "rsks", cwd=changed), "risks")
    refused(acct("history", "../x", cwd=changed))
    refused(acct("history", "-x", cwd=changed))
    refused(acct("history", "harbour", cwd=make_book(tmp_path / "plain", commit=False)), "git init")
