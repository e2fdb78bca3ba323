"""`snapshot`: the book kept as it stood at a period's end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran, commit_all, git
from tests.store.untouched import whole

from .asked import refused, told

Acct = Callable[..., Ran]


def test_a_snapshot_is_made_listed_and_shown(acct: Acct, changed: Path) -> None:
    before = whole(changed)
    ran = acct("snapshot", "create", "2026-11", "--today", "2026-12-03", "-m", "After the first review", cwd=changed)
    assert (ran.code, ran.out) == (0, "")
    head = git(changed, "rev-parse", "HEAD")
    assert ran.err.startswith(f"Made plan/2026-11 on {head[:8]}.\n")
    assert "git push origin plan/2026-11" in ran.err
    assert git(changed, "cat-file", "-t", "plan/2026-11") == "tag"
    message = git(changed, "tag", "-l", "--format=%(contents)", "plan/2026-11")
    for words in ("Snapshot 2026-11", "After the first review", "acctplan 0.", "    time_zone: Europe/Berlin"):
        assert words in message
    assert {**whole(changed), "refs": 0} == {**before, "refs": 0}
    document = told(acct("snapshot", "list", "--json", cwd=changed), "snapshot")
    assert [(row["period"], row["commit"], row["committed_on"]) for row in document["snapshots"]] == [("2026-11", head, "2026-11-10")]
    shown = told(acct("snapshot", "show", "2026-11", "--json", cwd=changed), "snapshot")
    assert shown["snapshots"][0]["plans"] == 2
    assert "After the first review" in acct("snapshot", "show", cwd=changed).out
    assert acct("snapshot", cwd=changed) == acct("snapshot", "list", cwd=changed)
    heads = [acct("snapshot", *words, cwd=changed).out.splitlines()[2].split() for words in (("list",), ("show", "2026-11"))]
    assert ["plans" in head for head in heads] == [False, True]
    assert acct("show", "harbour", "--as-of", "2026-11", "--today", "2026-12-03", cwd=changed).err.startswith(
        "as of 2026-11 → snapshot plan/2026-11"
    )


def test_a_period_is_tagged_where_it_ended(acct: Acct, changed: Path) -> None:
    git(changed, "stash", "-q")
    (changed / "x.txt").write_text("x")
    commit_all(changed, "December", "2026-12-02T10:00:00+01:00")
    assert acct("snapshot", "create", "2026-11", "--today", "2026-12-03", cwd=changed).code == 0
    assert git(changed, "rev-parse", "plan/2026-11^{}") == git(changed, "rev-parse", "HEAD~1")


def test_without_a_period_the_last_one_that_ended(acct: Acct, changed: Path) -> None:
    assert acct("snapshot", "create", "--today", "2027-02-03", cwd=changed).code == 0
    assert git(changed, "tag", "-l") == "plan/FY2027-Q4"


def test_the_same_days_are_kept_once(acct: Acct, changed: Path) -> None:
    """Where the year begins in January, FY and CY name the same quarter."""
    settings = changed / "acctplan.yaml"
    settings.write_text(settings.read_text().replace("fiscal_year: {starts: february, named_by: end}\n", ""))
    assert acct("snapshot", "create", "FY2026-Q4", "--today", "2027-01-03", cwd=changed).code == 0
    for words in ("CY2026-Q4", "2026-Q4"):
        refused(acct("snapshot", "create", words, "--today", "2027-01-03", cwd=changed), "a snapshot of these days already: FY2026-Q4")
    for command in ("show", "verify"):
        shown = acct("snapshot", command, "CY2026-Q4", "--today", "2027-01-03", cwd=changed)
        assert "FY2026-Q4" in shown.out, shown.err


def test_a_quarter_by_the_table_of_weeks(acct: Acct, changed: Path) -> None:
    settings = changed / "acctplan.yaml"
    table = "fiscal_year: {weeks: {FY2026: 2025-11-02, FY2027: 2026-11-01, FY2028: 2027-10-31}}\n"
    settings.write_text(settings.read_text().replace("fiscal_year: {starts: february, named_by: end}\n", table))
    refused(acct("snapshot", "create", "FY2027-Q1", cwd=changed), "FY2027-Q1 is open until 2027-01-30")
    refused(acct("snapshot", "create", "FY2028", cwd=changed), "the table of fiscal years has no FY2028", "fiscal_year.weeks")
    assert acct("snapshot", "create", "--today", "2027-02-03", cwd=changed).code == 0
    assert git(changed, "tag", "-l") == "plan/FY2027-Q1"
    path = "payroll-export.severity"
    sampled = told(acct("history", "harbour", path, "--by", "quarter", "--today", "2027-02-03", "--json", cwd=changed), "history")
    assert [(sample["period"], sample["on"]) for sample in sampled["samples"]] == [("FY2027-Q1", "2027-01-30"), ("FY2027-Q2", "2027-02-03")]
    ran = acct("diff", "2026-11-03..FY2027-Q1", "--today", "2027-02-03", cwd=changed)
    assert "to FY2027-Q1 → snapshot plan/FY2027-Q1" in " ".join(ran.out.split())
    ran = acct("status", "--as-of", "FY2026", cwd=changed)
    assert "FY2026 → " not in ran.err
    refused(ran, "before the book began")


@pytest.mark.parametrize(
    ("weeks", "today", "ends", "uncovered"),
    [
        ("FY2026: 2025-11-02, FY2027: 2026-11-01, FY2028: 2027-10-31", "2027-12-01", ["2027-01-30", "2027-05-01", "2027-07-31", "2027-10-30"],
         [("2027-10-31", "2027-12-01")]),
        ("FY2027: [2026-11-08, 2027-02-07, 2027-05-09, 2027-08-08], FY2028: 2027-11-07", "2026-11-20", ["2026-11-20"],
         [("2026-11-02", "2026-11-07")]),
        ("FY2027: 2026-11-08, FY2028: 2027-11-07", "2027-11-07", ["2027-02-06", "2027-05-08", "2027-08-07", "2027-11-06"],
         [("2026-11-02", "2026-11-07"), ("2027-11-07", "2027-11-07")]),
        ("FY2027: 2026-11-01, FY2028: 2027-10-31", "2026-11-20", ["2026-11-20"], []),
    ],
)  # fmt: skip
def test_what_a_table_of_weeks_does_not_hold_is_left_out_and_told(
    acct: Acct, changed: Path, weeks: str, today: str, ends: list[str], uncovered: list[tuple[str, str]]
) -> None:
    settings = changed / "acctplan.yaml"
    settings.write_text(
        settings.read_text().replace("fiscal_year: {starts: february, named_by: end}", f"fiscal_year: {{weeks: {{{weeks}}}}}")
    )
    words = ["history", "harbour", "payroll-export.severity", "--by", "quarter", "--today", today]
    document = told(acct(*words, "--json", cwd=changed), "history")
    assert [sample["on"] for sample in document["samples"]] == ends
    assert [(days["starts_on"], days["ends_on"]) for days in document["uncovered"]] == uncovered
    out = " ".join(acct(*words, cwd=changed).out.split())
    assert ("Not shown, as the table of fiscal years runs from" in out) is bool(uncovered)
    for first, last in uncovered:
        assert f"{first} to {last}" in out
    words[4] = "month"
    assert told(acct(*words, "--json", cwd=changed), "history")["uncovered"] == []


def test_a_table_of_weeks_that_has_run_out(acct: Acct, changed: Path) -> None:
    settings = changed / "acctplan.yaml"
    table = "fiscal_year: {weeks: {FY2025: 2024-11-03, FY2026: 2025-11-02}}\n"
    settings.write_text(settings.read_text().replace("fiscal_year: {starts: february, named_by: end}\n", table))
    words = ["history", "harbour", "payroll-export.severity", "--by", "quarter"]
    refused(acct(*words, cwd=changed), "the table of fiscal years has no 2026-11-02; it runs from 2024-11-03 to 2025-11-01", "Add years")
    refused(acct("snapshot", "create", "--today", "2026-12-01", cwd=changed), "has no 2026-12-01", "Name a period, such as 2026-11.")
    assert acct("snapshot", "create", "2026-11", "--today", "2026-12-01", cwd=changed).code == 0
    assert acct("snapshot", "create", "CY2026-Q4", "--today", "2027-01-01", cwd=changed).code == 0
    git(changed, "tag", "-a", "-m", "Snapshot FY2027-Q1", "plan/FY2027-Q1")
    drift = {
        kept["period"]: kept["drift"] for kept in told(acct("snapshot", "verify", "--json", cwd=changed), "snapshot-check", 1)["snapshots"]
    }
    assert drift["2026-11"] == drift["CY2026-Q4"] == []
    assert drift["FY2027-Q1"] == ["the table of fiscal years has no FY2027-Q1; it runs from 2024-11-03 to 2025-11-01"]


def test_an_open_period_only_where_it_is_wanted(acct: Acct, changed: Path) -> None:
    refused(acct("snapshot", "create", "2026-11", cwd=changed), "2026-11 is open until 2026-11-30", "--open")
    assert git(changed, "tag", "-l") == ""
    ran = acct("snapshot", "create", "2026-11", "--open", cwd=changed)
    assert ran.code == 0
    assert "the period is open until 2026-11-30" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "2027-01"), "begins on 2027-01-01"), (("create", "Q3-26"), "is no period"), (("create", "x"), "is no period"),
        (("create", "-x"), ""), (("create", "CY2020"), "before the book began"), (("show", "CY2020"), "there is no snapshot of CY2020"),
        (("show",), "there is no snapshot"), (("creat",), "Did you mean create"), (("show", "x"), "is no period"),
    ],
)  # fmt: skip
def test_what_snapshot_refuses(acct: Acct, changed: Path, words: tuple[str, ...], said: str) -> None:
    refused(acct("snapshot", *words, cwd=changed), said)
    assert git(changed, "tag", "-l") == ""


def test_a_snapshot_is_made_once(acct: Acct, changed: Path) -> None:
    assert acct("snapshot", "create", "2026-11", "--today", "2026-12-03", cwd=changed).code == 0
    before = git(changed, "rev-parse", "plan/2026-11")
    refused(acct("snapshot", "create", "2026-11", "--today", "2026-12-03", cwd=changed), "there is a snapshot of 2026-11 already")
    assert git(changed, "rev-parse", "plan/2026-11") == before


def test_a_snapshot_without_identity_is_gits_to_refuse(acct: Acct, changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(name)
    git(changed, "config", "user.useConfigOnly", "true")
    refused(acct("snapshot", "create", "2026-11", "--today", "2026-12-03", cwd=changed), "identity unknown")
    assert git(changed, "tag", "-l") == ""


def test_a_prefix_that_begins_with_a_hyphen_is_no_option(acct: Acct, changed: Path) -> None:
    (changed / "acctplan.yaml").write_text('snapshots: {prefix: "-d"}\n')
    commit_all(changed, "Prefix", "2026-11-11T10:00:00+01:00")
    refused(acct("snapshot", "create", "2026-11", "--today", "2026-12-03", cwd=changed))
    assert git(changed, "tag", "-l") == ""


def test_snapshots_of_the_example(acct: Acct, story: Path) -> None:
    document = told(acct("snapshot", "--json", cwd=story), "snapshot")
    assert [row["period"] for row in document["snapshots"]][-1] == "FY2027-Q3"
    assert len(document["snapshots"]) == 8
    assert json.loads(acct("snapshot", "show", "--json", cwd=story).out)["snapshots"][0]["plans"] == 18


def drift(acct: Acct, book: Path, *words: str) -> list[str]:
    """What `verify` says has drifted; its exit code says whether anything has."""
    ran = acct("snapshot", "verify", *words, "--json", "--today", "2026-12-03", cwd=book)
    rows = told(ran, "snapshot-check", code=ran.code)["snapshots"]
    found = [line for row in rows for line in row["drift"]]
    assert ran.code == (1 if found else 0)
    return found


@pytest.fixture
def kept(acct: Acct, changed: Path) -> Path:
    """A book with a snapshot of November, and a commit of December after it."""
    git(changed, "checkout", "-q", "plans/harbour.md")
    assert acct("snapshot", "create", "2026-11", "--today", "2026-12-03", "-m", "Commit to it", cwd=changed).code == 0
    (changed / "acctplan.yaml").write_text("currency: USD\n")
    commit_all(changed, "Dollars", "2026-12-02T10:00:00+01:00")
    return changed


def test_a_snapshot_as_it_was_made_verifies(acct: Acct, kept: Path) -> None:
    row = told(acct("snapshot", "verify", "2026-11", "--json", cwd=kept), "snapshot-check")["snapshots"][0]
    assert (row["drift"], row["commit"], row["signed"]) == ([], git(kept, "rev-parse", "HEAD~1"), False)
    assert row["version"].startswith("0.")
    assert len(row["settings"]) == 64
    assert "as made" in acct("snapshot", "verify", cwd=kept).out


def test_a_snapshot_that_was_moved(acct: Acct, kept: Path) -> None:
    message = git(kept, "tag", "-l", "--format=%(contents)", "plan/2026-11")
    git(kept, "tag", "-f", "-a", "-m", message, "plan/2026-11", "HEAD")
    old, new = git(kept, "rev-parse", "HEAD~1"), git(kept, "rev-parse", "HEAD")
    assert drift(acct, kept) == [
        f"it was made on {old[:8]} and stands on {new[:8]}",
        "its commit is of 2026-12-02, after the period's end on 2026-11-30",
        "the settings there are not those it was made with",
    ]
    assert f"plan/2026-11: it was made on {old[:8]}" in acct("snapshot", "verify", cwd=kept).out


def test_a_snapshot_under_another_name(acct: Acct, kept: Path) -> None:
    git(kept, "update-ref", "refs/tags/plan/2026-10", "refs/tags/plan/2026-11")
    assert drift(acct, kept, "2026-10") == [
        "it was made under the name plan/2026-11", "its message is of 2026-11", "its commit is of 2026-11-10, after the period's end on 2026-10-31",
    ]  # fmt: skip
    assert drift(acct, kept, "2026-11") == []


def test_tags_that_were_not_made_by_snapshot(acct: Acct, kept: Path) -> None:
    git(kept, "tag", "plan/2026-12")
    git(kept, "tag", "-a", "-m", "x", "plan/CY2026", "HEAD^{tree}")
    git(kept, "tag", "-a", "-m", "x", "plan/soon", "HEAD")
    assert drift(acct, kept) == [
        "it is a bare tag that says neither when nor by whom it was made", "it holds no commit of the book", "“soon” names no period",
    ]  # fmt: skip


def test_a_tag_of_a_tag_hides_no_late_commit(acct: Acct, kept: Path) -> None:
    git(kept, "tag", "-a", "-m", "Snapshot 2026-10", "inner", "HEAD~1")
    git(kept, "tag", "-a", "-m", "Snapshot 2026-10", "plan/2026-10", "inner")
    assert drift(acct, kept, "2026-10") == ["its commit is of 2026-11-10, after the period's end on 2026-10-31"]


def test_a_commit_that_no_branch_leads_to(acct: Acct, kept: Path) -> None:
    git(kept, "checkout", "-q", "--orphan", "anew")
    git(kept, "commit", "-q", "-m", "Anew")
    git(kept, "branch", "-D", *git(kept, "branch", "--format=%(refname:short)", "--list", "ma*").split())
    assert drift(acct, kept) == ["no branch leads to its commit"]


def test_snapshots_of_the_example_note_nothing_and_have_not_drifted(acct: Acct, story: Path) -> None:
    rows = told(acct("snapshot", "verify", "--json", cwd=story), "snapshot-check")["snapshots"]
    assert {(row["version"], row["settings"], tuple(row["drift"])) for row in rows} == {(None, None, ())}


def test_what_verify_refuses(acct: Acct, kept: Path) -> None:
    refused(acct("snapshot", "verify", "2026-10", cwd=kept), "there is no snapshot of 2026-10")
    refused(acct("snapshot", "verify", "x", cwd=kept), "is no period")


@pytest.mark.parametrize("words", [("list",), ("show", "2026-11"), ("verify",)])
def test_a_tag_that_cannot_be_read_is_named_with_what_removes_it(acct: Acct, kept: Path, words: tuple[str, ...]) -> None:
    assert acct("snapshot", *words, cwd=kept).code in (0, 2)
    (kept / ".git/refs/tags/plan/odd;x").write_text("deadbeef" * 5 + "\n")
    refused(acct("snapshot", *words, cwd=kept), "the tag plan/odd;x stands for what this clone does not hold", "git tag -d 'plan/odd;x'")
    git(kept, "tag", "-d", "plan/odd;x")
    broken = kept / ".git/refs/tags/plan/FY2027-Q9"
    broken.write_text("nothing\n")
    refused(acct("snapshot", *words, cwd=kept), "the tag plan/FY2027-Q9 names no commit", f"Delete the file {broken}")
    broken.unlink()
    (kept / ".git/refs/tags/other").write_text("nothing\n")
    assert "other" not in acct("snapshot", *words, cwd=kept).err


FROM_FEBRUARY = "fiscal_year: {starts: february, named_by: end}\n"


@pytest.mark.parametrize(
    ("settings", "day"),
    [
        ("", "0001-01-01"),
        *((words, day) for words in (FROM_FEBRUARY, "fiscal_year: {starts: february}\n") for day in ("0001-01-01", "9999-12-31")),
    ],
)
def test_the_ends_of_the_calendar_are_refused(acct: Acct, changed: Path, settings: str, day: str) -> None:
    file = changed / "acctplan.yaml"
    assert FROM_FEBRUARY in file.read_text()
    file.write_text(file.read_text().replace(FROM_FEBRUARY, settings))
    refused(acct("snapshot", "create", "--today", day, cwd=changed), "is not whole in the calendar", "--today")


def test_the_values_at_the_years_ends_stop_where_the_calendar_does(acct: Acct, changed: Path) -> None:
    words = ("history", "harbour", "tier", "--by", "year", "--today", "9999-12-31")
    refused(acct(*words, cwd=changed), "the year of 9999-02-01 is not whole in the calendar")
    file = changed / "acctplan.yaml"
    file.write_text(file.read_text().replace(FROM_FEBRUARY, ""))
    assert told(acct(*words, "--json", cwd=changed), "history")["samples"][-1]["period"] == "CY9999"
