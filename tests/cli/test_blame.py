"""`blame`: how old each belief of a plan is, and whose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import Ran, commit_all, git, make_book

from .asked import PLAN, flat, refused, told

Acct = Callable[..., Ran]


def beliefs(ran: Ran) -> dict[str, dict[str, Any]]:
    return {belief["path"]: belief for belief in told(ran, "blame")["beliefs"]}


def test_each_field_has_its_own_age_and_author(acct: Acct, changed: Path) -> None:
    found = beliefs(acct("blame", "harbour", "--json", cwd=changed))
    head = git(changed, "rev-parse", "HEAD")
    severity, cause, owner = found["risks.payroll-export.severity"], found["risks.payroll-export.cause"], found["owner"]
    assert (severity["on"], severity["age_days"], severity["by"], severity["commit"]) == ("2026-11-10", 10, "Dana Kim", head)
    assert (severity["said"], severity["why"]) == ("high", "Raise the export")
    assert (cause["on"], cause["commit"]) == ("2026-11-02", git(changed, "rev-parse", "HEAD~1"))
    assert (owner["on"], owner["by"], owner["commit"]) == ("2026-11-20", "you, not committed", None)
    assert found["goals.rosters.key_results.shops-publishing-14-days-ahead.current"]["on"] == "2026-11-10"
    assert found["goals.rosters.key_results.shops-publishing-14-days-ahead.target"]["on"] == "2026-11-02"
    assert found["body"]["on"] == "2026-11-02"


def test_a_path_narrows_it(acct: Acct, changed: Path) -> None:
    assert set(beliefs(acct("blame", "harbour", "intent", "--json", cwd=changed))) == {"intent.now", "intent.next", "intent.how"}
    assert set(beliefs(acct("blame", "harbour", "payroll-export.severity", "--json", cwd=changed))) == {"risks.payroll-export.severity"}
    refused(acct("blame", "harbour", "rsks", cwd=changed), "risks")


def test_a_new_id_and_a_mechanical_commit_renew_nothing(acct: Acct, changed: Path) -> None:
    git(changed, "checkout", "-q", PLAN)
    file = changed / PLAN
    file.write_text(file.read_text().replace("payroll-export", "night-export"))
    commit_all(changed, "A better name", "2026-11-12T10:00:00+01:00")
    file.write_text(file.read_text().replace("lifecycle: adoption", "lifecycle: renewal"))
    commit_all(changed, "All anew\n\nAcctplan-Mechanical: yes", "2026-11-13T10:00:00+01:00")
    found = beliefs(acct("blame", "harbour", "--json", cwd=changed))
    assert found["risks.night-export.severity"]["on"] == "2026-11-10"
    assert found["risks.night-export.cause"]["on"] == "2026-11-02"
    assert found["lifecycle"]["on"] == "2026-11-02"


def test_confirming_a_block_renews_it_and_written_on_ages_it(acct: Acct, changed: Path) -> None:
    git(changed, "checkout", "-q", PLAN)
    file = changed / PLAN
    file.write_text(file.read_text().replace("intent:\n", "written_on: 2026-01-05\nconfirmed: {risks: 2026-11-15}\nintent:\n"))
    commit_all(changed, "Confirm", "2026-11-15T10:00:00+01:00")
    found = beliefs(acct("blame", "harbour", "--json", cwd=changed))
    assert (found["risks.payroll-export.cause"]["on"], found["risks.payroll-export.cause"]["confirmed"]) == ("2026-11-15", True)
    assert (found["intent.now"]["on"], found["intent.now"]["old"]) == ("2026-01-05", True)
    assert found["health.finance.band"]["on"] == "2026-01-05"


def test_as_of_a_day(acct: Acct, changed: Path) -> None:
    ran = acct("blame", "harbour", "--as-of", "2026-11-05", "--json", cwd=changed)
    severity = beliefs(ran)["risks.payroll-export.severity"]
    assert (severity["said"], severity["on"], severity["age_days"]) == ("medium", "2026-11-02", 3)
    assert "as of 2026-11-05" in ran.err


def test_a_version_that_cannot_be_read_hides_no_change(acct: Acct, changed: Path) -> None:
    git(changed, "checkout", "-q", PLAN)
    file = changed / PLAN
    good = file.read_text()
    file.write_text("---\naccount: [\n")
    commit_all(changed, "Break it", "2026-11-11T10:00:00+01:00")
    file.write_text(good.replace("severity: high", "severity: low"))
    commit_all(changed, "Mend it", "2026-11-12T10:00:00+01:00")
    found = beliefs(acct("blame", "harbour", "--json", cwd=changed))
    assert found["risks.payroll-export.severity"]["on"] == "2026-11-12"
    assert found["intent.now"]["on"] == "2026-11-02"


def test_the_oldest_stand_out(acct: Acct, changed: Path) -> None:
    out = flat(acct("blame", "harbour", "--today", "2027-04-01", cwd=changed).out)
    assert "The oldest is account, 150 days." in out
    assert "older than 60 days" in out or "older than 90 days" in out
    assert not told(acct("blame", "harbour", "intent", "--json", cwd=changed), "blame")["beliefs"][0]["old"]


def test_blame_of_the_example(acct: Acct, story: Path) -> None:
    document = told(acct("blame", "larchfield-outfitters", "--json", cwd=story), "blame")
    assert document["complete"]
    assert [belief["path"] for belief in document["beliefs"] if belief["on"] is None] == []


def test_what_blame_refuses(acct: Acct, changed: Path, tmp_path: Path) -> None:
    refused(acct("blame", "harbor", cwd=changed), "Did you mean harbour")
    refused(acct("blame", "harbour", cwd=make_book(tmp_path / "plain", commit=False)), "git init")
