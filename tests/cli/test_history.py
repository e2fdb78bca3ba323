"""`history`: when something changed, who changed it and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all, git, make_book

from .asked import PLAN, flat, refused, told, without_contents

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


@pytest.mark.parametrize(
    "words",
    [("history",), ("history", "harbour"), ("blame", "harbour", "risks"), ("biography", "harbour", "rosters"), ("show", "harbour")],
)
def test_a_name_and_a_subject_without_end_are_cut_for_people(acct: Acct, book: Path, words: tuple[str, ...]) -> None:
    name, subject = "Nn" * 40_000, "Ss" * 40_000
    (book / PLAN).write_text(
        LITE.replace("severity: medium", "severity: high").replace("now 9", "now 11").replace("due: 2027-03-31", "due: 2027-04-30")
    )
    git(book, "commit", "-q", "-am", subject, GIT_AUTHOR_NAME=name, GIT_AUTHOR_DATE="2026-11-10T10:00:00Z")
    for form in ("text", "markdown", "html"):
        out = acct(*words, "--format", form, cwd=book).out
        assert "NnNn" in out
        assert len(out) < 40_000
        assert f"{name[:61]}" not in "".join(out.split())
    if words != ("show", "harbour"):
        assert name in acct(*words, "--json", cwd=book).out


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


def _apart(acct: Acct, book: Path, *path: str) -> list[tuple[str | None, bool, list[tuple[str, str]]]]:
    """What the history of harbour tells of what is not committed."""
    events = told(acct("history", "harbour", *path, "--json", cwd=book), "history")["events"]
    found = [(event["why"], event["readable"], [(change["path"], change["kind"]) for change in event["changes"]]) for event in events]
    return [event for event in found if event[0] is None]


@pytest.mark.parametrize("place", ["plans", "plans/north"])
def test_a_plan_whose_end_is_not_committed_tells_of_it(acct: Acct, book: Path, place: str) -> None:
    if place != "plans":
        (book / place).mkdir()
        git(book, "mv", PLAN, place)
        git(book, "commit", "-qm", "Move it")
    assert _apart(acct, book) == []
    (book / place / "harbour.md").unlink()
    assert _apart(acct, book) == [(None, True, [("", "removed")])]
    assert "The plan was removed" in flat(acct("history", "harbour", cwd=book).out)
    assert _apart(acct, book, "tier") == [(None, True, [("tier", "changed")])]


def test_a_plan_that_began_again_tells_of_it(acct: Acct, book: Path) -> None:
    git(book, "rm", "-q", PLAN)
    git(book, "commit", "-qm", "End it")
    assert _apart(acct, book) == []
    (book / "plans").mkdir(exist_ok=True)
    (book / PLAN).write_text(LITE)
    assert _apart(acct, book) == [(None, True, [("", "added")])]


def test_a_plan_that_cannot_be_read_as_it_stands_says_so(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text("---\naccount: [\n---\n")
    assert _apart(acct, book) == _apart(acct, book, "tier") == [(None, False, [])]
    assert "could not be read on one side" in flat(acct("history", "harbour", cwd=book).out)
    commit_all(book, "Break it", "2026-11-12T10:00:00+01:00")
    assert _apart(acct, book) == []
    (book / PLAN).write_text(LITE)
    assert _apart(acct, book) == [(None, False, [])]


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


def renamed_risk(changed: Path) -> None:
    """The risk has a new id, committed; then its severity changes under it."""
    git(changed, "checkout", "-q", PLAN)
    file = changed / PLAN
    file.write_text(file.read_text().replace("payroll-export", "night-export"))
    commit_all(changed, "A better name", "2026-11-12T10:00:00+01:00")
    file.write_text(file.read_text().replace("severity: high", "severity: low"))
    commit_all(changed, "Fixed in part", "2026-11-14T10:00:00+01:00")


@pytest.mark.parametrize("path", ["night-export.severity", "payroll-export.severity"])
def test_a_field_is_followed_through_a_new_id_of_its_item(acct: Acct, changed: Path, path: str) -> None:
    renamed_risk(changed)
    document = told(acct("history", "harbour", path, "--json", cwd=changed), "history")
    assert document["path"] == "risks.night-export.severity"
    assert [(event["why"], change["old"], change["new"]) for event in document["events"] for change in event["changes"]] == [
        ("Start the book", None, "medium"), ("Raise the export", "medium", "high"), ("Fixed in part", "high", "low"),
    ]  # fmt: skip
    sampled = told(acct("history", "harbour", path, "--by", "quarter", "--json", "--today", "2027-12-01", cwd=changed), "history")
    assert sampled["samples"][0]["value"] == "low"


def test_an_item_keeps_its_history_under_a_new_id(acct: Acct, changed: Path) -> None:
    renamed_risk(changed)
    document = told(acct("history", "harbour", "night-export", "--json", cwd=changed), "history")
    assert [event["why"] for event in document["events"]] == ["Start the book", "Raise the export", "A better name", "Fixed in part"]
    assert document["events"][2]["changes"][0]["kind"] == "renamed"
    assert "payroll-export is now night-export" in flat(acct("history", "harbour", "night-export", "--format", "markdown", cwd=changed).out)


def test_a_new_id_that_is_not_committed_is_followed(acct: Acct, changed: Path) -> None:
    (changed / PLAN).write_text((changed / PLAN).read_text().replace("payroll-export", "night-export"))
    for path in ("night-export.severity", "payroll-export.severity"):
        document = told(acct("history", "harbour", path, "--json", cwd=changed), "history")
        assert [change["new"] for event in document["events"] for change in event["changes"]] == ["medium", "high"]


def test_a_value_at_a_quarters_end_under_a_former_id(acct: Acct, changed: Path) -> None:
    renamed_risk(changed)
    file = changed / PLAN
    file.write_text(file.read_text().replace("night-export", "export-of-nights"))
    commit_all(changed, "Again", "2027-03-01T10:00:00+01:00")
    ran = acct("history", "harbour", "export-of-nights.severity", "--by", "quarter", "--json", "--today", "2027-03-05", cwd=changed)
    assert told(ran, "history")["samples"][0]["value"] == "low"


def test_what_a_mechanical_commit_did_is_told_apart(acct: Acct, changed: Path) -> None:
    git(changed, "checkout", "-q", PLAN)
    file = changed / PLAN
    file.write_text(file.read_text().replace("severity: high", "severity: low"))
    commit_all(changed, "All anew\n\nAcctplan-Mechanical: yes", "2026-11-12T10:00:00+01:00")
    document = told(acct("history", "harbour", "payroll-export.severity", "--json", cwd=changed), "history")
    assert [event["changes"][0]["source"] for event in document["events"]] == ["human", "human", "synced"]


@pytest.mark.parametrize(
    ("path", "picture"),
    [("pulse.confidence", "▇█▇▄▁▄"), ("pulse.renew_today", "█▅▁▅"), ("health.usage.band", "█▅")],
)
def test_a_number_or_a_band_is_drawn_from_change_to_change(acct: Acct, story: Path, path: str, picture: str) -> None:
    out = acct("history", "larchfield-outfitters", path, cwd=story).out
    assert f"{path}  {picture}\n" in out
    assert "what changed" in out
    assert picture not in acct("history", "larchfield-outfitters", path, "--format", "markdown", cwd=story).out


@pytest.mark.parametrize("path", ["goals.ramp-up.due", "goals", "goals.ramp-up", "pulse.why"])
def test_what_is_no_number_and_no_band_is_not_drawn(acct: Acct, story: Path, path: str) -> None:
    out = acct("history", "larchfield-outfitters", path, cwd=story).out
    assert not set("▁▂▃▄▅▆▇█") & set(out)


def test_what_is_not_said_is_drawn_as_nothing(acct: Acct, story: Path) -> None:
    out = acct("history", "larchfield-outfitters", "pulse.renew_today", "--by", "quarter", cwd=story).out
    assert "pulse.renew_today  ·██████▁▅\n" in out


def test_a_key_result_keeps_its_history_in_another_goal(acct: Acct, changed: Path) -> None:
    git(changed, "checkout", "-q", PLAN)
    file = changed / PLAN
    moved = "    key_results:\n      Shops publishing 14 days ahead: 3 -> 16 shops, now 11\n"
    assert moved in file.read_text()
    goal = "  early:\n    title: Rosters early\n    said_by: tom\n    owner: dana\n"
    file.write_text(file.read_text().replace("health:\n", f"{goal}health:\n", 1))
    commit_all(changed, "One more goal", "2026-11-11T10:00:00+01:00")
    file.write_text(file.read_text().replace(moved, "").replace(goal, goal + moved))
    commit_all(changed, "Another goal", "2026-11-12T10:00:00+01:00")
    path = "early.key_results.shops-publishing-14-days-ahead.current"
    document = told(acct("history", "harbour", path, "--json", cwd=changed), "history")
    assert [(event["why"], change["new"]) for event in document["events"] for change in event["changes"]] == [
        ("Start the book", "9"), ("Raise the export", "11"),
    ]  # fmt: skip


def written_anew(book: Path) -> None:
    """A version that says the same with a comment, one with another order and a change, one that is not committed."""
    git(book, "checkout", "-q", PLAN)
    file = book / PLAN
    file.write_text(file.read_text().replace("tier: growth\n", "tier: growth  # by revenue\n"))
    commit_all(book, "Say why", "2026-11-11T10:00:00+01:00")
    text = file.read_text().replace("severity: high", "severity: low  # for now").replace("  finance: green", "  finance: {band: green}")
    file.write_text(text)
    commit_all(book, "Fixed in part", "2026-11-12T10:00:00+01:00")
    file.write_text(text.replace("owner: dana\nlifecycle", "owner: 'dana'\nlifecycle"))


def sources(acct: Acct, book: Path, *words: str) -> list[tuple[str | None, str, str]]:
    events = told(acct("history", "harbour", *words, "--json", cwd=book), "history")["events"]
    return [
        (event["why"], change["path"], change["source"])
        for event in events
        for change in event["changes"]
        if event["why"] != "Start the book"
    ]


def test_what_means_the_same_is_told_only_when_asked_for(acct: Acct, changed: Path) -> None:
    written_anew(changed)
    human = [change for change in sources(acct, changed) if change[0] != "Raise the export"]
    assert human == [("Fixed in part", "risks.payroll-export.severity", "human")]
    asked = [change for change in sources(acct, changed, "--cosmetic") if change[0] != "Raise the export"]
    assert asked == [
        ("Say why", "tier", "cosmetic"), *human, ("Fixed in part", "health", "cosmetic"), ("Fixed in part", "risks", "cosmetic"),
        (None, "owner", "cosmetic"),
    ]  # fmt: skip
    assert flat(acct("history", "harbour", "--cosmetic", cwd=changed).out).count("meaning the same") == 4
    assert "meaning the same" not in flat(acct("history", "harbour", cwd=changed).out)


def test_a_block_that_was_written_anew(acct: Acct, changed: Path) -> None:
    written_anew(changed)
    assert sources(acct, changed, "health") == []
    assert sources(acct, changed, "health", "--cosmetic") == [("Fixed in part", "health", "cosmetic")]
    assert sources(acct, changed, "tier", "--cosmetic") == [("Say why", "tier", "cosmetic")]
    assert [change[2] for change in sources(acct, changed, "risks", "--cosmetic")] == ["human", "human", "cosmetic"]
    assert sources(acct, changed, "posture", "--cosmetic") == []
    refused(acct("history", "harbour", "payroll-export.severity", "--cosmetic", cwd=changed), "--cosmetic", "Name risks")


def test_the_order_of_fields_and_line_endings_are_layout(acct: Acct, changed: Path) -> None:
    git(changed, "checkout", "-q", PLAN)
    file = changed / PLAN
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert sources(acct, changed, "--cosmetic")[-1] == (None, "layout", "cosmetic")


@pytest.mark.parametrize(
    ("length", "ends"),
    [
        ("month", [("2026-11", "2026-11-30"), ("2026-12", "2026-12-31"), ("2027-01", "2027-01-31"), ("2027-02", "2027-02-05")]),
        ("quarter", [("FY2027-Q4", "2027-01-31"), ("FY2028-Q1", "2027-02-05")]),
        ("year", [("FY2027", "2027-01-31"), ("FY2028", "2027-02-05")]),
    ],
)
def test_values_at_the_ends_of_periods(acct: Acct, changed: Path, length: str, ends: list[tuple[str, str]]) -> None:
    path = "payroll-export.severity"
    document = told(acct("history", "harbour", path, "--by", length, "--today", "2027-02-05", "--json", cwd=changed), "history")
    assert [(sample["period"], sample["on"]) for sample in document["samples"]] == ends


def test_clocks_that_were_wrong(acct: Acct, changed: Path) -> None:
    """An author's date before the one of the version it grew from, and a commit of the future: the order is that of the commits."""
    git(changed, "checkout", "-q", PLAN)
    before = "high"
    for severity, written, made in (
        ("low", "2025-01-01", "2026-11-12"),
        ("medium", "2031-01-01", "2031-01-01"),
        ("high", "2026-11-14", ""),
    ):
        (changed / PLAN).write_text((changed / PLAN).read_text().replace(f"    severity: {before}", f"    severity: {severity}"))
        hours = {"GIT_AUTHOR_DATE": f"{written}T10:00:00Z", "GIT_COMMITTER_DATE": f"{made or written}T10:00:00Z"}
        git(changed, "commit", "-q", "-am", severity, **hours)
        before = severity
    document = told(acct("history", "harbour", "payroll-export.severity", "--by", "month", "--json", cwd=changed), "history")
    assert [event["why"] for event in document["events"]] == ["Start the book", "Raise the export", "low", "medium", "high"]
    assert [event["on"] for event in document["events"]][2:] == ["2025-01-01", "2031-01-01", "2026-11-14"]
    assert [sample["value"] for sample in document["samples"]] == ["high"]
    assert acct("status", "--as-of", "2026-11-13", cwd=changed).code == 0
    assert acct("lint", "--fail-on", "never", cwd=changed).code == 0
    assert acct("blame", "harbour", cwd=changed).code == 0


@pytest.mark.parametrize("words", [(), ("payroll-export.severity",), ("risks", "--cosmetic"), ("payroll-export.severity", "--by", "month")])
def test_a_clone_without_old_contents_tells_what_it_cannot_read(acct: Acct, changed: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    clone = without_contents(changed, tmp_path)
    before = git(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    document = told(acct("history", "harbour", *words, "--json", cwd=clone), "history")
    found = document["events"]
    assert [(event["why"], event["readable"]) for event in found] == [("Start the book", False), ("Raise the export", False)]
    assert document["complete"] is False
    assert git(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)") == before


@pytest.mark.parametrize(
    ("path", "example"),
    [("goals", "goals.ramp-up.status"), ("goals.early-rosters", "goals.early-rosters.status"), ("pulse", "pulse.renew_today")],
)
def test_values_at_the_quarters_ends_are_those_of_a_field(acct: Acct, story: Path, path: str, example: str) -> None:
    words = ("history", "larchfield-outfitters")
    refused(acct(*words, path, "--by", "quarter", cwd=story), f"{path} is more than one", f"Name a field of it, such as {example}.")
    assert acct(*words, example, "--by", "quarter", cwd=story).code == 0
    assert acct(*words, path, cwd=story).code == 0


def test_a_list_of_words_has_values_at_the_quarters_ends(acct: Acct, story: Path) -> None:
    ran = acct("history", "larchfield-outfitters", "stakeholders.ana.decision_role", "--by", "year", cwd=story)
    assert ran.code == 0, ran
    assert "{" not in ran.out
