"""`changes`: what is new to a reader since they last looked."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all, git

from .asked import PLAN, refused, told

Acct = Callable[..., Ran]
LEE = {"GIT_AUTHOR_NAME": "Lee Wong", "GIT_AUTHOR_EMAIL": "lee@northpeak.example"}
WREN = "---\naccount: Wren Ferries\nowner: lee\narr: 5000\n---\n"


def write(book: Path, text: str, day: str, by: str = "dana", path: str = PLAN, body: str = "") -> str:
    """Commit a plan's text as one of us; the commit."""
    (book / path).write_text(text)
    git(book, "add", "-A")
    who = LEE if by == "lee" else {}
    when = f"{day}T10:00:00+01:00"
    message = ["-m", f"Work of {day}", *(["-m", body] if body else [])]
    git(book, "commit", "-q", *message, GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when, **who)
    return git(book, "rev-parse", "HEAD")


def paths(acct: Acct, book: Path, *words: str) -> list[tuple[str, str]]:
    return [(event["plan"], event["path"]) for event in told(acct("changes", *words, "--json", cwd=book), "changes")["changes"]]


def test_a_mark_moves_only_when_asked(acct: Acct, book: Path) -> None:
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "lee")
    assert acct("changes", "--seen", cwd=book).code == 0
    assert paths(acct, book) == []
    write(book, LITE.replace("amount: 9600", "amount: 15000"), "2026-11-12", "lee")
    for _ in range(2):
        assert paths(acct, book) == [("harbour", "opportunities.night-kitchens.amount")]
    ran = acct("changes", cwd=book)
    assert "Night kitchens: amount went from 12,000 to 15,000 (+3,000, +25 %)." in ran.out
    assert "2026-11-20, when Dana Kim last looked" in " ".join(ran.out.split())
    assert ran.err == ""
    seen = acct("changes", "--seen", cwd=book)
    assert (seen.out, seen.err) == (ran.out, "Marked as seen: next time only what is newer is told.\n")
    assert "Nothing is new." in acct("changes", cwd=book).out
    assert git(book, "status", "--short") == ""


def test_each_reader_book_and_view_has_a_mark_of_its_own(acct: Acct, book: Path, tmp_path: Path) -> None:
    write(book, WREN, "2026-11-10", "dana", "plans/wren.md")
    assert acct("changes", "--for", "priya", "--owner", "lee", "--seen", cwd=book).code == 0
    assert paths(acct, book, "--for", "priya", "--owner", "lee") == []
    assert paths(acct, book, "--for", "priya") == [("harbour", ""), ("wren", "")]
    assert paths(acct, book, "--for", "lee", "--owner", "lee") == [("wren", "")]
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(book), str(other))
    assert paths(acct, other, "--for", "priya", "--owner", "lee") == [("wren", "")]


def test_what_the_reader_did_is_left_out_and_counted(acct: Acct, book: Path) -> None:
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "dana")
    mixed = LITE.replace("amount: 9600", "amount: 13000").replace("severity: medium", "severity: high")
    write(book, mixed, "2026-11-11", "lee")
    write(book, mixed.replace("support: champion", "support: neutral"), "2026-11-12", "dana")
    document = told(acct("changes", "--since", "2026-11-02", "--json", cwd=book), "changes")
    assert [(event["path"], event["old"], event["new"]) for event in document["changes"]] == [
        ("opportunities.night-kitchens.amount", "9600", "13000"), ("risks.payroll-export.severity", "medium", "high"),
    ]  # fmt: skip
    assert (document["own"], document["reader"], document["owners"]) == (1, "dana", [])
    assert "Left out: 1 change Dana Kim made." in acct("changes", "--since", "2026-11-02", cwd=book).out
    others = told(acct("changes", "--for", "lee", "--since", "2026-11-02", "--json", cwd=book), "changes")
    assert [event["path"] for event in others["changes"]] == ["opportunities.night-kitchens.amount", "stakeholders.tom.support"]
    assert others["own"] == 1


def test_what_others_did_inside_the_readers_own_is_told(acct: Acct, book: Path) -> None:
    goal = "goals:\n  rosters:"
    night = "goals:\n  nights: {title: Night rosters, owner: %s}\n  rosters:"
    write(book, LITE.replace(goal, night % "dana"), "2026-11-10", "dana")
    assert paths(acct, book, "--since", "2026-11-02") == []
    write(book, LITE.replace(goal, night % "lee"), "2026-11-11", "lee")
    assert paths(acct, book, "--since", "2026-11-02") == [("harbour", "goals.nights")]


def test_what_came_and_went_again_is_not_new(acct: Acct, book: Path) -> None:
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "lee")
    write(book, LITE, "2026-11-11", "lee")
    document = told(acct("changes", "--since", "2026-11-02", "--json", cwd=book), "changes")
    assert (document["changes"], document["unchanged"], document["own"]) == ([], 1, 0)


def test_a_commit_made_together_is_known_to_both(acct: Acct, book: Path) -> None:
    trailer = "Co-authored-by: Dana Kim <dana@northpeak.example>"
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "lee", body=trailer)
    assert paths(acct, book, "--since", "2026-11-02") == []
    assert paths(acct, book, "--for", "lee", "--since", "2026-11-02") == []
    assert len(paths(acct, book, "--for", "priya", "--since", "2026-11-02")) == 1


def test_who_wrote_a_commit_is_told_by_the_e_mail(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "D. K.")
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "dana")
    assert paths(acct, book, "--for", "dana", "--since", "2026-11-02") == []
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Priya Nair")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "of-no-member@northpeak.example")
    write(book, LITE.replace("amount: 9600", "amount: 13000"), "2026-11-11", "dana")
    assert paths(acct, book, "--for", "priya", "--since", "2026-11-10") == []


def test_accounts_that_moved_most_come_first(acct: Acct, book: Path) -> None:
    write(book, WREN, "2026-11-03", "lee", "plans/wren.md")
    write(
        book, LITE.replace("(dana, 2026-12-12", "(dana, 2026-12-19").replace("(dana, 2026-11-30", "(dana, 2026-12-01"), "2026-11-10", "lee"
    )
    write(book, WREN.replace("5000", "7000"), "2026-11-11", "lee", "plans/wren.md")
    assert paths(acct, book, "--since", "2026-11-03") == [
        ("wren", "arr"), ("harbour", "actions.train-leads.due"), ("harbour", "actions.fix-export.due"),
    ]  # fmt: skip


def test_accounts_of_whoever_reports_to_a_manager(acct: Acct, book: Path) -> None:
    team = (book / "team.yaml").read_text().replace("manager: priya}\npriya", "manager: dana}\npriya")
    (book / "team.yaml").write_text(team)
    commit_all(book, "Lee reports to Dana", "2026-11-03T10:00:00+01:00")
    write(book, WREN, "2026-11-10", "lee", "plans/wren.md")
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-11", "lee")
    since = ("--for", "priya", "--since", "2026-11-03")
    assert {plan for plan, _ in paths(acct, book, *since, "--manager", "priya")} == {"harbour", "wren"}
    assert {plan for plan, _ in paths(acct, book, *since, "--manager", "dana")} == {"wren"}
    assert {plan for plan, _ in paths(acct, book, *since, "--owner", "dana")} == {"harbour"}
    assert paths(acct, book, *since, "--manager", "dana", "--owner", "dana") == []
    refused(acct("changes", "--manager", "lee", cwd=book), "nobody in team.yaml reports to Lee Wong")


def test_people_who_report_to_each_other_report_not_to_themselves(acct: Acct, book: Path) -> None:
    (book / "team.yaml").write_text(
        "dana: {name: Dana Kim, manager: lee}\nlee: {name: Lee Wong, manager: dana}\npriya: {name: Priya Nair}\n"
    )
    write(book, WREN, "2026-11-10", "lee", "plans/wren.md")
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-11", "lee")
    assert paths(acct, book, "--for", "priya", "--since", "2026-11-02", "--manager", "dana") == [("wren", "")]


def test_an_account_that_passed_on_is_news_to_both_owners(acct: Acct, book: Path) -> None:
    write(book, LITE.replace("owner: dana\nlife", "owner: lee\nlife"), "2026-11-10", "dana")
    for owner in ("dana", "lee"):
        assert paths(acct, book, "--for", "priya", "--since", "2026-11-02", "--owner", owner) == [("harbour", "owner")]


def test_a_plan_without_an_owner_is_whose_the_facts_say(acct: Acct, book: Path) -> None:
    (book / "facts").mkdir()
    (book / "facts/wren.yaml").write_text("account: Wren Ferries\ncrm: {source: crm, owner: lee}\n")
    write(book, WREN.replace("owner: lee\n", ""), "2026-11-10", "dana", "plans/wren.md")
    assert paths(acct, book, "--for", "priya", "--since", "2026-11-02", "--owner", "lee") == [("wren", "")]


def test_files_that_were_renamed_began_or_went(acct: Acct, book: Path) -> None:
    write(book, WREN, "2026-11-03", "lee", "plans/wren.md")
    git(book, "mv", PLAN, "plans/bakery.md")
    git(book, "rm", "-q", "plans/wren.md")
    write(book, WREN.replace("Wren", "Heron"), "2026-11-10", "lee", "plans/heron.md")
    document = told(acct("changes", "--since", "2026-11-03", "--json", cwd=book), "changes")
    assert {(event["plan"], event["path"], event["kind"]) for event in document["changes"]} == {
        ("bakery", "plan", "renamed"), ("heron", "", "added"), ("wren", "", "removed"),
    }  # fmt: skip


def test_merged_work_belongs_to_who_wrote_it(acct: Acct, book: Path) -> None:
    git(book, "checkout", "-q", "-b", "side")
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "lee")
    git(book, "checkout", "-q", "main")
    write(book, LITE.replace("support: champion", "support: neutral"), "2026-11-11", "dana")
    git(
        book,
        "merge",
        "-q",
        "--no-edit",
        "side",
        GIT_AUTHOR_DATE="2026-11-12T10:00:00+01:00",
        GIT_COMMITTER_DATE="2026-11-12T10:00:00+01:00",
    )
    assert paths(acct, book, "--since", "2026-11-02") == [("harbour", "opportunities.night-kitchens.amount")]
    assert paths(acct, book, "--for", "lee", "--since", "2026-11-02") == [("harbour", "stakeholders.tom.support")]


def test_without_a_mark_the_last_month_is_told(acct: Acct, book: Path) -> None:
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "lee")
    said = " ".join(acct("changes", "--for", "priya", cwd=book).out.split())
    assert "From the beginning of the book to the last commit" in said
    later = acct("changes", "--for", "priya", "--today", "2026-12-04", cwd=book).out
    assert "From 2026-11-04, 30 days ago (Priya Nair has no mark yet) to" in " ".join(later.split())
    assert "amount" in later
    assert "Nothing is new." in acct("changes", "--for", "priya", "--today", "2026-12-11", cwd=book).out


def test_a_mark_whose_commit_is_gone_stands_for_its_day(acct: Acct, book: Path) -> None:
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "lee")
    acct("changes", "--seen", "--today", "2026-11-11", cwd=book)
    mark = next((Path.home() / ".local/state/acctplan/seen").iterdir())
    assert json.loads(mark.read_text())["on"] == "2026-11-11"
    mark.write_text(json.dumps({"commit": "0" * 40, "on": "2026-11-11"}))
    write(book, LITE.replace("amount: 9600", "amount: 13000"), "2026-11-12", "lee")
    ran = acct("changes", cwd=book)
    assert "2026-11-11, when Dana Kim last looked (that commit is gone)" in " ".join(ran.out.split())
    assert "from 12,000 to 13,000" in ran.out


@pytest.mark.parametrize("text", ["", "{", "[]", '{"commit": "--all", "on": "2026-11-11"}', '{"commit": 7, "on": "x"}', "[" * 100_000])
def test_a_mark_that_is_none_counts_as_none(acct: Acct, book: Path, text: str) -> None:
    acct("changes", "--seen", cwd=book)
    next((Path.home() / ".local/state/acctplan/seen").iterdir()).write_text(text)
    assert paths(acct, book, "--for", "dana", "--today", "2026-12-24") == []
    assert "has no mark yet" in " ".join(acct("changes", "--today", "2026-12-24", cwd=book).out.split())


def test_a_mark_of_a_day_to_come_hides_nothing(acct: Acct, book: Path) -> None:
    acct("changes", "--seen", cwd=book)
    mark = next((Path.home() / ".local/state/acctplan/seen").iterdir())
    mark.write_text(json.dumps({"commit": "0" * 40, "on": "9999-12-31"}))
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "lee")
    assert "from 9,600 to 12,000" in acct("changes", "--today", "2026-12-05", cwd=book).out


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_mark_that_is_no_file_is_named_and_left(acct: Acct, book: Path, tmp_path: Path, kind: str) -> None:
    acct("changes", "--seen", cwd=book)
    folder = Path.home() / ".local/state/acctplan/seen"
    mark = next(folder.iterdir())
    mark.unlink()
    (tmp_path / "target").write_text("mine")
    {"link": lambda: mark.symlink_to(tmp_path / "target"), "pipe": lambda: os.mkfifo(mark), "folder": mark.mkdir}[kind]()
    for words in (("changes",), ("changes", "--seen")):
        refused(acct(*words, cwd=book), str(folder), mark.name, "Move it away.")
    assert (tmp_path / "target").read_text() == "mine"


def test_what_is_not_committed_is_not_told(acct: Acct, book: Path) -> None:
    acct("changes", "--seen", cwd=book)
    (book / PLAN).write_text(LITE.replace("amount: 9600", "amount: 12000"))
    assert paths(acct, book, "--for", "dana") == []


def test_markdown(acct: Acct, book: Path) -> None:
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "lee")
    out = acct("changes", "--since", "2026-11-02", "--format", "markdown", cwd=book).out
    assert "# What is new to Dana Kim\n" in out
    assert "## Harbour Bakery Group (harbour)\n" in out
    assert "- Night kitchens: amount went from 9,600 to 12,000" in out


def test_refusals(acct: Acct, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(acct("changes", "--for", "nobody", cwd=book), "nobody in team.yaml is called “nobody”")
    refused(acct("changes", "--since", "WORKTREE", cwd=book), "--since needs a time in the past")
    refused(acct("changes", "--since", "--all", cwd=book), "--all")
    monkeypatch.setenv("XDG_STATE_HOME", str(book / "acctplan.yaml"))
    ran = acct("changes", "--seen", cwd=book)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    (tmp_path / "bare/plans").mkdir(parents=True)
    (tmp_path / "bare/acctplan.yaml").write_text("currency: EUR\n")
    refused(acct("changes", "--as", "dana", cwd=tmp_path / "bare"), "no git history")
    git(tmp_path / "bare", "init", "-q")
    refused(acct("changes", "--as", "dana", cwd=tmp_path / "bare"), "no commit yet")


def test_a_shallow_clone_says_what_it_lacks(acct: Acct, book: Path, tmp_path: Path) -> None:
    write(book, LITE.replace("amount: 9600", "amount: 12000"), "2026-11-10", "lee")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{book}", "cut")
    refused(acct("changes", "--since", "2026-11-05", "--as", "dana", cwd=tmp_path / "cut"), "before this clone's history", "fetch-depth: 0")
    refused(acct("changes", "--as", "dana", cwd=tmp_path / "cut"), "before this clone's history")


def test_a_plan_that_cannot_be_read_is_said(acct: Acct, book: Path) -> None:
    write(book, "---\nowner: {\n---\n", "2026-11-10", "lee")
    ran = acct("changes", "--since", "2026-11-02", cwd=book)
    assert ran.code == 2
    assert "Not compared: plans/harbour.md cannot be read on one side" in ran.out


def test_few_gits_for_a_whole_book(acct: Acct, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trace = tmp_path / "trace"
    acct("changes", "--for", "dana", "--seen", "--today", "2026-09-01", cwd=demo)
    monkeypatch.setattr("acctplan.store.git_process.clean_environment", lambda: {**os.environ, "GIT_TRACE": str(trace)})
    acct("changes", "--for", "priya", "--since", "git:HEAD~200", "--manager", "priya", cwd=demo)
    started = [line for line in trace.read_text().splitlines() if "trace: built-in: git" in line]
    assert 2 <= len([line for line in started if " rev-parse" not in line]) <= 4, started
