"""`lag`: days until the plan answered, until a red flag went up, and in whose court actions lay."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran, git

from .asked import refused, told

Acct = Callable[..., Ran]
PLAN = "plans/wren.md"
HEAD = "account: Wren Ferries\nowner: lee\n"
MOVED = "movements:\n  coo-left: {happened_on: 2026-09-01, type: sponsor-change, what: The COO left}\n"
PEOPLE = "stakeholders:\n  tom: {name: Tom Baker, support: %s}\n"
RISKS = "risks:\n  budget: {title: Budget is cut, severity: %s}\n"
FLAG = "risks:\n  lead: {title: Their lead resigned, category: staffing-change, owner: lee%s}\n"


def write(book: Path, day: str, text: str, *, mechanical: bool = False) -> None:
    """Commit a plan's fields on a day."""
    (book / PLAN).write_text(f"---\n{HEAD}{text}---\n")
    git(book, "add", "-A")
    when, message = f"{day}T10:00:00+01:00", f"Work of {day}" + ("\n\nAcctplan-Mechanical: yes" if mechanical else "")
    git(book, "commit", "-q", "-m", message, GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)


def lag(acct: Acct, book: Path, *words: str) -> dict[str, Any]:
    """What is told of the small plan: its pace, and its waits by what waited."""
    document = told(acct("lag", *words, "--json", cwd=book), "lag")
    pace = next(pace for pace in document["plans"] if pace["plan"] == "wren")
    waits = {wait["path"]: wait for wait in document["waits"] if wait["plan"] == "wren"}
    return {**pace, "waits": waits, "complete": document["complete"], "owners": document["owners"]}


def test_a_movement_is_answered_when_the_last_block_it_touches_is(acct: Acct, book: Path) -> None:
    write(book, "2026-08-01", PEOPLE % "champion" + RISKS % "low")
    write(book, "2026-09-03", MOVED + PEOPLE % "champion" + RISKS % "low")
    write(book, "2026-09-05", MOVED + PEOPLE % "neutral" + RISKS % "low")
    found = lag(acct, book)
    assert (found["to_answer"], found["unanswered"]) == (80, 1)
    assert found["waits"]["movements.coo-left"]["until"] is None
    write(book, "2026-09-11", MOVED + PEOPLE % "neutral" + RISKS % "high")
    write(book, "2026-10-20", MOVED + PEOPLE % "champion" + RISKS % "low")
    found = lag(acct, book)
    assert (found["to_answer"], found["unanswered"]) == (10, 0)
    assert found["waits"]["movements.coo-left"] == {
        "kind": "movement", "plan": "wren", "path": "movements.coo-left", "title": "The COO left", "since": "2026-09-01",
        "until": "2026-09-11", "days": 10, "open": False,
    }  # fmt: skip
    assert "Wren Ferries: “The COO left” of 2026-09-01 answered after 10 days, on 2026-09-11." in " ".join(
        acct("lag", cwd=book).out.split()
    )


def test_what_was_answered_the_same_day_did_not_wait(acct: Acct, book: Path) -> None:
    write(book, "2026-08-01", PEOPLE % "champion" + RISKS % "low")
    write(book, "2026-09-01", MOVED + PEOPLE % "neutral" + RISKS % "high")
    found = lag(acct, book)
    assert (found["to_answer"], found["waits"]["movements.coo-left"]["days"]) == (0, 0)
    assert "Longest waits" not in acct("lag", cwd=book).out


def test_what_was_said_before_and_what_no_hand_wrote_is_no_answer(acct: Acct, book: Path) -> None:
    write(book, "2026-08-01", PEOPLE % "champion" + RISKS % "low")
    write(book, "2026-08-31", PEOPLE % "neutral" + RISKS % "high")
    write(book, "2026-09-20", MOVED + PEOPLE % "champion" + RISKS % "low", mechanical=True)
    assert lag(acct, book)["waits"]["movements.coo-left"]["open"] is True


def test_the_first_version_says_what_it_says_whoever_wrote_it(acct: Acct, book: Path) -> None:
    write(book, "2026-09-08", MOVED + PEOPLE % "champion" + RISKS % "low", mechanical=True)
    assert lag(acct, book)["to_answer"] == 7


def test_a_plan_that_began_anew_has_the_past_of_its_second_life(acct: Acct, book: Path) -> None:
    write(book, "2026-09-02", PEOPLE % "champion" + RISKS % "low")
    git(book, "rm", "-q", PLAN)
    days = {"GIT_AUTHOR_DATE": "2026-09-04T10:00:00+01:00", "GIT_COMMITTER_DATE": "2026-09-04T10:00:00+01:00"}
    git(book, "commit", "-q", "-m", "Given up", **days)
    (book / "plans").mkdir(exist_ok=True)
    write(book, "2026-09-21", MOVED + PEOPLE % "champion" + RISKS % "low")
    assert (lag(acct, book)["to_answer"], lag(acct, book)["edits"]) == (20, 1)


def test_a_version_that_cannot_be_read_changes_nothing(acct: Acct, book: Path) -> None:
    write(book, "2026-08-01", PEOPLE % "champion" + RISKS % "low")
    write(book, "2026-09-05", "stakeholders: {\n")
    write(book, "2026-09-08", MOVED + PEOPLE % "champion" + RISKS % "low")
    found = lag(acct, book)
    assert (found["unanswered"], found["edits"]) == (1, 2)


def test_a_confirmation_answers_on_its_day(acct: Acct, book: Path) -> None:
    write(book, "2026-08-01", PEOPLE % "champion" + RISKS % "low" + "confirmed: {risks: 2026-08-30, stakeholders: 2026-08-30}\n")
    write(book, "2026-09-20", MOVED + PEOPLE % "champion" + RISKS % "low" + "confirmed: {risks: 2026-09-04, stakeholders: 2026-09-06}\n")
    assert lag(acct, book)["waits"]["movements.coo-left"]["until"] == "2026-09-06"


def test_the_commit_that_recorded_it_answers(acct: Acct, book: Path) -> None:
    write(book, "2026-09-08", MOVED + PEOPLE % "champion" + RISKS % "low")
    assert lag(acct, book)["to_answer"] == 7


def test_what_is_not_committed_answers_today(acct: Acct, book: Path) -> None:
    write(book, "2026-08-01", MOVED + PEOPLE % "champion" + RISKS % "low")
    (book / PLAN).write_text(f"---\n{HEAD}{MOVED}{PEOPLE % 'neutral'}{RISKS % 'high'}---\n")
    assert lag(acct, book)["waits"]["movements.coo-left"]["until"] == "2026-11-20"


@pytest.mark.parametrize(
    ("flag", "rest", "day"),
    [
        (", raised_to: priya", "", "2026-09-10"),
        (", raised_to: priya, raised_on: 2026-09-04", "", "2026-09-04"),
        ("", "asks:\n  help: {kind: exec-support, what: Call their CEO, from: priya}\n", "2026-09-10"),
        ("", "actions:\n  tell: Tell Priya (priya, 2026-09-30, lead)\n", "2026-09-10"),
        ("", "actions:\n  tell: {do: Talk to Priya, owner: lee, because: lead, with: [priya, dana]}\n", "2026-09-10"),
        (", raised_to: lee", "", None),
        ("", "asks:\n  help: {kind: resource, what: A trainer, from: dana}\n", None),
        ("", "actions:\n  tell: Tell Priya (priya, 2026-09-30, budget)\n", None),
        ("", "actions:\n  tell: Tell Dana (dana, 2026-09-30, lead)\n", None),
    ],
)
def test_a_red_flag_goes_up(acct: Acct, book: Path, flag: str, rest: str, day: str | None) -> None:
    write(book, "2026-08-01", RISKS % "low")
    write(book, "2026-09-01", FLAG % "")
    write(book, "2026-09-10", FLAG % flag + rest)
    wait = lag(acct, book)["waits"]["risks.lead"]
    assert (wait["kind"], wait["since"], wait["until"], wait["open"]) == ("red-flag", "2026-09-01", day, day is None)


def test_a_manager_raises_no_flag_to_themself(acct: Acct, book: Path) -> None:
    flag = (FLAG % "").replace("lee", "priya")
    write(book, "2026-09-01", flag)
    write(book, "2026-09-10", flag + "actions:\n  call: Call them (priya, 2026-09-30, lead)\n")
    assert lag(acct, book)["waits"]["risks.lead"]["open"] is True


def test_an_ask_of_before_is_no_answer_to_a_flag(acct: Acct, book: Path) -> None:
    ask = "asks:\n  help: {kind: exec-support, what: Call their CEO, from: priya}\n"
    write(book, "2026-08-01", ask)
    write(book, "2026-09-01", ask + FLAG % "")
    assert lag(acct, book)["waits"]["risks.lead"]["open"] is True


def test_a_flag_that_ended_was_never_raised(acct: Acct, book: Path) -> None:
    write(book, "2026-09-01", FLAG % "")
    write(book, "2026-09-21", FLAG % ", status: closed")
    found = lag(acct, book)
    assert (found["to_raise"], found["not_raised"], found["waits"]["risks.lead"]["days"]) == (None, 1, 20)
    assert "“Their lead resigned” of 2026-09-01 ended after 20 days, not raised." in " ".join(acct("lag", cwd=book).out.split())


def test_a_risk_of_another_kind_is_no_flag(acct: Acct, book: Path) -> None:
    write(book, "2026-09-01", (FLAG % "").replace("staffing-change", "adoption"))
    assert lag(acct, book)["waits"] == {}


def test_edits_on_review_days(acct: Acct, book: Path) -> None:
    reviews = "reviews:\n  2026-09-10: {kind: planning-day, by: lee}\n  2026-10-10: {kind: one-on-one, by: lee}\n"
    write(book, "2026-09-01", RISKS % "low")
    write(book, "2026-09-10", RISKS % "high" + reviews)
    write(book, "2026-09-12", RISKS % "low" + reviews, mechanical=True)
    write(book, "2026-10-10", RISKS % "low" + reviews + "confirmed: {risks: 2026-10-10}\n")
    write(book, "2026-10-12", RISKS % "medium" + reviews + "confirmed: {risks: 2026-10-10}\n")
    found = lag(acct, book)
    assert (found["edits"], found["on_review_days"]) == (3, 1)
    assert "1 of 3, 33 %" in acct("lag", cwd=book).out


def test_days_of_an_action_in_each_court(acct: Acct, book: Path) -> None:
    action = "actions:\n  send: {do: Send the price, owner: %s}\n" + PEOPLE % "neutral"
    write(book, "2026-09-01", action % "lee")
    write(book, "2026-09-11", action % "lee, waiting_on: customer")
    write(book, "2026-09-14", action % "lee, waiting_on: us")
    write(book, "2026-09-15", action % "tom")
    write(book, "2026-09-21", action % "tom, status: done, done_on: 2026-09-21")
    write(book, "2026-09-30", PEOPLE % "neutral")
    found = lag(acct, book)
    assert (found["with_us"], found["with_them"]) == (11, 9)


def test_a_day_of_its_end_ends_an_action(acct: Acct, book: Path) -> None:
    write(book, "2026-09-01", "actions:\n  send: {do: Send the price, owner: lee}\n")
    write(book, "2026-09-08", "actions:\n  send: {do: Send the price, owner: lee, done_on: 2026-09-08}\n")
    assert (lag(acct, book)["with_us"], lag(acct, book)["with_them"]) == (7, None)


def test_what_is_still_to_come_waits_for_nothing(acct: Acct, book: Path) -> None:
    write(book, "2026-09-01", MOVED.replace("2026-09-01", "2026-11-21") + PEOPLE % "neutral")
    assert lag(acct, book)["waits"] == {}
    assert lag(acct, book, "--today", "2026-11-21")["waits"]["movements.coo-left"]["days"] == 0


def test_a_side_line_holds_no_days_of_its_own(acct: Acct, book: Path) -> None:
    action = "actions:\n  send: {do: Send the price, owner: lee%s}\n"
    write(book, "2026-09-01", action % "" + RISKS % "low" + PEOPLE % "neutral")
    git(book, "checkout", "-q", "-b", "side")
    write(book, "2026-09-11", action % ", waiting_on: partner" + RISKS % "low" + PEOPLE % "neutral")
    git(book, "checkout", "-q", "main")
    write(book, "2026-09-15", action % "" + RISKS % "low" + PEOPLE % "champion")
    days = {"GIT_AUTHOR_DATE": "2026-09-21T10:00:00+01:00", "GIT_COMMITTER_DATE": "2026-09-21T10:00:00+01:00"}
    git(book, "merge", "-q", "--no-edit", "side", **days)
    found = lag(acct, book)
    assert (found["with_us"], found["with_them"]) == (20, 60)


def test_owners_and_plans_slowest_first_with_medians(acct: Acct, book: Path) -> None:
    write(book, "2026-08-01", PEOPLE % "champion")
    moved = "movements:\n" + "".join(
        f"  m{number}: {{happened_on: 2026-09-{day}, what: It, touches: [risks]}}\n" for number, day in enumerate(("01", "05", "09", "10"))
    )
    write(book, "2026-09-11", moved + RISKS % "low")
    found = lag(acct, book)
    assert found["to_answer"] == 4
    assert [(pace["owner"], pace["to_answer"]) for pace in found["owners"]] == [("lee", 4), ("dana", None)]
    assert [pace["owner"] for pace in lag(acct, book, "--owner", "lee")["owners"]] == ["lee"]
    refused(acct("lag", "--owner", "nobody", cwd=book), "nobody in team.yaml is called “nobody”")


def test_a_shallow_clone_says_what_cannot_be_known(acct: Acct, book: Path, tmp_path: Path) -> None:
    write(book, "2026-08-01", PEOPLE % "champion" + RISKS % "low")
    write(book, "2026-09-03", MOVED + PEOPLE % "neutral" + RISKS % "high" + "  lead: {title: Lead, category: staffing-change}\n")
    late = MOVED + "  cfo-left: {happened_on: 2026-10-01, what: The CFO left, touches: [risks]}\n" + PEOPLE % "neutral" + RISKS % "low"
    write(book, "2026-10-05", late)
    assert (lag(acct, book)["unknown"], lag(acct, book)["edits"]) == (0, 3)
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{book}", "cut")
    found = lag(acct, tmp_path / "cut")
    assert (found["complete"], found["unknown"], found["edits"]) == (False, 2, 1)
    assert {path: wait["days"] for path, wait in found["waits"].items()} == {"movements.cfo-left": 4}
    text = " ".join(acct("lag", cwd=tmp_path / "cut").out.split())
    assert "history is cut short" in text
    assert "Left out: 2 movements and red flags of before the known history." in text


def test_a_plan_that_cannot_be_read_is_said(acct: Acct, book: Path) -> None:
    (book / "plans/harbour.md").write_text("---\nowner: {\n---\n")
    ran = acct("lag", cwd=book)
    assert ran.code == 2
    assert ran.err == "plans/harbour.md cannot be read: `acctplan lint harbour` tells why.\n"


def test_versions_of_any_shape_are_told(acct: Acct, book: Path) -> None:
    shapes = ("[]", "{}", "[[]]", "[{}]", "{a: [b]}", "~", "7", "2026-13-45")
    for day, shape in enumerate(shapes, 1):
        risk = f"risks:\n  lead: {{category: {shape}, owner: {shape}, status: {shape}, raised_to: {shape}, raised_on: {shape}}}\n"
        other = f"  own: {{title: Own, category: staffing-change, owner: {shape}, raised_on: {shape}}}\n  bare: {shape}\n"
        asks = f"asks:\n  help: {{from: {shape}}}\n  bare: {shape}\n"
        fields = ("owner", "because", "with", "status", "waiting_on", "done_on")
        actions = f"actions:\n  send: {{{', '.join(f'{name}: {shape}' for name in fields)}}}\n"
        write(book, f"2026-09-{day:02}", risk + other + asks + actions + f"confirmed: {{risks: {shape}}}\nreviews: {shape}\n")
    write(book, "2026-10-01", MOVED)
    assert lag(acct, book)["waits"]["movements.coo-left"]["open"] is True


def test_a_long_title_is_cut_for_people_only(acct: Acct, book: Path) -> None:
    write(book, "2026-09-01", MOVED.replace("The COO left", "They said so " * 20))
    assert lag(acct, book)["waits"]["movements.coo-left"]["title"].count("They") == 20
    said = " ".join(acct("lag", cwd=book).out.split())
    assert "so They said…” of 2026-09-01 unanswered for 80 days." in said


def test_without_history(acct: Acct, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "acctplan.yaml").write_text("currency: EUR\n")
    refused(acct("lag", cwd=tmp_path), "no git history")


def test_lint_and_lag_agree_on_what_is_unanswered(acct: Acct, demo: Path) -> None:
    document = told(acct("lag", "--json", cwd=demo), "lag")
    waiting = {
        (wait["plan"], wait["path"]) for wait in document["waits"] if wait["kind"] == "movement" and wait["open"] and wait["days"] > 7
    }
    findings = told(acct("lint", "--select", "AP305", "--json", cwd=demo), "lint", 1)["findings"]
    assert waiting == {(finding["plan"], finding["path"]) for finding in findings}
    assert len(waiting) > 1


def test_few_gits_for_a_whole_book(acct: Acct, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trace = tmp_path / "trace"
    monkeypatch.setattr("acctplan.store.git_process.clean_environment", lambda: {**os.environ, "GIT_TRACE": str(trace)})
    acct("lag", "--no-cache", cwd=demo)
    started = [line for line in trace.read_text().splitlines() if "trace: built-in: git" in line]
    assert 2 <= len(started) <= 4, started
