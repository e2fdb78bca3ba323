"""`review`: answers become edits, one commit an account; it can be stopped and taken up again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all, git, make_book
from tests.store.untouched import committed, hook

from .asked import PLAN, refused, told

Acct = Callable[..., Ran]
NIGHT = LITE.replace("Harbour Bakery Group", "Night Bakery").replace("amount: 9600", "amount: 100")
KEEP = "\n" * 30


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A book with two accounts to look at."""
    book = make_book(tmp_path / "book", commit=False)
    (book / PLAN).write_text(LITE.replace("tier: growth", "tier: growth\narr: 9000"))
    (book / "plans" / "night.md").write_text(NIGHT.replace("tier: growth", "tier: growth\narr: 100"))
    git(book, "init", "-q", "-b", "main")
    commit_all(book, "Start", "2026-11-02T10:00:00+01:00")
    return book


def asks(acct: Acct, book: Path, plan: str = "harbour") -> list[str]:
    """What is asked of a plan, by key path."""
    topics = json.loads(acct("review", "--json", cwd=book).out)["topics"]
    return [ask["about"] for topic in topics if topic["plan"] == plan for ask in topic["asks"]]


def answers(acct: Acct, book: Path, **said: str) -> str:
    """Lines for the questions of the first account, in their order; Enter where nothing is said."""
    return "".join(said.get(about.replace(".", "_").replace("-", "_"), "") + "\n" for about in asks(acct, book))


def test_the_agenda(acct: Acct, two: Path) -> None:
    document = told(acct("review", "--json", cwd=two), "review")
    assert [topic["plan"] for topic in document["topics"]] == ["harbour", "night"]
    assert document["on"] == "2026-11-20"
    assert acct("review", "--agenda", cwd=two).code == 0
    assert "2 of 2 to do." in acct("review", "--agenda", cwd=two).out
    assert [topic["plan"] for topic in told(acct("review", "--json", "--top", "1", cwd=two), "review")["topics"]] == ["harbour"]
    assert told(acct("review", "--json", "--owner", "lee", cwd=two), "review")["topics"] == []
    assert [topic["plan"] for topic in told(acct("review", "night", "--json", cwd=two), "review")["topics"]] == ["night"]
    refused(acct("review", "nigt", cwd=two), "night")
    assert git(two, "status", "--porcelain") == ""


def test_answers_become_edits_and_one_commit_a_plan(acct: Acct, two: Path) -> None:
    said = answers(acct, two, pulse_renew_today="unsure", pulse_confidence="0.6", pulse_why="New CFO", actions_fix_export="done")
    ran = acct("review", cwd=two, stdin=said + KEEP)
    assert ran.code == 0, ran.err
    assert ran.err.splitlines() == [
        "harbour: saved and committed (4 answers).",
        "night: saved and committed (0 answers).",
        "Done: 2 looked at on 2026-11-20.",
    ]
    assert [committed(two, "HEAD~1"), committed(two)] == [[PLAN], ["plans/night.md"]]
    assert git(two, "log", "-2", "--format=%s").splitlines() == ["Planning day: Night Bakery", "Planning day: Harbour Bakery Group"]
    fields = json.loads(acct("show", "harbour", "--json", cwd=two).out)["fields"]
    assert fields["pulse"] == {"renew_today": "unsure", "confidence": "0.6", "why": "New CFO"}
    assert fields["actions"]["fix-export"] | {"status": "done", "done_on": "2026-11-20"} == fields["actions"]["fix-export"]
    assert fields["reviews"] == {"2026-11-20": {"kind": "planning-day", "by": "dana"}}
    assert json.loads(acct("show", "night", "--json", cwd=two).out)["fields"]["reviews"] == {
        "2026-11-20": {"kind": "planning-day", "by": "dana"}
    }
    assert git(two, "status", "--porcelain") == ""
    assert acct("lint", "--select", "schema", cwd=two).code == 0


def test_a_plan_that_cannot_be_read_is_named_and_the_rest_goes_on(acct: Acct, two: Path) -> None:
    file = two / "plans" / "night.md"
    file.write_text(file.read_text().replace("owner: dana", "owner: [dana", 1))
    ran = acct("review", "--agenda", cwd=two)
    assert (ran.code, ran.err) == (2, "plans/night.md cannot be read: `acctplan lint night` tells why.\n")
    assert "1 of 1 to do." in ran.out
    assert acct("review", "--json", cwd=two).code == 2
    assert acct("review", "night", "--agenda", cwd=two).code == 2
    assert acct("review", "harbour", "--agenda", cwd=two).code == 0
    assert acct("review", "--agenda", "--owner", "lee", cwd=two).code == 0
    ran = acct("review", cwd=two, stdin="yes" + KEEP)
    assert ran.code == 2
    assert committed(two) == [PLAN]
    file.unlink()
    file.symlink_to("harbour.md")
    ran = acct("review", "--agenda", cwd=two)
    assert ran.code == 2
    assert "night.md" in ran.err
    assert acct("review", "harbour", "--agenda", cwd=two).code == 0


def test_what_was_looked_at_is_not_asked_again_on_the_day(acct: Acct, two: Path) -> None:
    assert acct("review", cwd=two, stdin=KEEP).code == 0
    before = git(two, "rev-parse", "HEAD")
    ran = acct("review", cwd=two, stdin=KEEP)
    assert (ran.code, ran.out, ran.err) == (0, "", "Done: 0 looked at on 2026-11-20.\n")
    assert git(two, "rev-parse", "HEAD") == before
    assert "0 of 2 to do." in acct("review", "--agenda", cwd=two).out
    ran = acct("review", "--today", "2026-11-27", cwd=two, stdin=KEEP)
    assert "Since the review of 2026-11-20" in ran.out
    assert "2026-11-27" in (two / PLAN).read_text()


@pytest.mark.parametrize("end", ["q\n", ""])
def test_it_resumes_after_q_and_after_the_end_of_input(acct: Acct, two: Path, end: str) -> None:
    ran = acct("review", cwd=two, stdin="yes\n" + end)
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "harbour: saved and committed (1 answers).",
        "Stopped. 2 left: the next `acctplan review` goes on here.",
    ]
    assert committed(two) == [PLAN]
    assert "renew_today: yes" in (two / PLAN).read_text()
    assert "reviews:" not in (two / PLAN).read_text()
    again = acct("review", cwd=two, stdin=KEEP)
    assert "Would they renew today? [yes] (yes, no or unsure)" in again.out
    assert again.err.splitlines()[-1] == "Done: 2 looked at on 2026-11-20."
    assert "reviews:" in (two / PLAN).read_text()


@pytest.mark.parametrize("said", ["q\n", "", "\nq\n", "\n\n"])
def test_stopping_without_an_answer_writes_nothing(acct: Acct, two: Path, said: str) -> None:
    before = git(two, "rev-parse", "HEAD")
    ran = acct("review", cwd=two, stdin=said)
    assert (ran.code, ran.err) == (0, "Stopped. 2 left: the next `acctplan review` goes on here.\n")
    assert git(two, "rev-parse", "HEAD") == before
    assert git(two, "status", "--porcelain") == ""


def test_the_answer_that_stands_already_is_no_change(acct: Acct, two: Path) -> None:
    acct("review", cwd=two, stdin="yes\nq\n")
    before = git(two, "rev-parse", "HEAD")
    ran = acct("review", cwd=two, stdin="yes\nq\n")
    assert ran.code == 0
    assert ran.err.splitlines()[-1].startswith("Stopped. 2 left")
    assert "did not commit" not in ran.err
    assert git(two, "rev-parse", "HEAD") == before


def test_s_passes_one_account_over(acct: Acct, two: Path) -> None:
    ran = acct("review", cwd=two, stdin="yes\ns\n" + KEEP)
    assert ran.code == 0
    assert ran.err.splitlines() == ["harbour: passed over.", "night: saved and committed (0 answers).", "Done: 2 looked at on 2026-11-20."]
    assert git(two, "rev-list", "--count", "HEAD") == "2"
    assert committed(two) == ["plans/night.md"]
    assert "pulse:" not in (two / PLAN).read_text()
    assert "1 of 2 to do." in acct("review", "--agenda", cwd=two).out


@pytest.mark.parametrize(
    ("before", "wrong", "trouble", "right"),
    [
        ("", "maybe", "Answer yes, no or unsure.", "no"),
        ("", "YES", "Answer yes, no or unsure.", "yes"),
        ("\n", "rather", "Answer a number", "0.6"),
        ("\n", "1.5", "Answer a number from 0 to 1", "1"),
        ("\n\n\n\n", "tomorrow", "Answer done, dropped or a date", "2026-12-24"),
    ],
)
def test_a_wrong_answer_is_asked_again(acct: Acct, two: Path, before: str, wrong: str, trouble: str, right: str) -> None:
    ran = acct("review", cwd=two, stdin=f"{before}{wrong}\n{right}\n{KEEP}")
    assert ran.code == 0
    assert trouble in ran.out
    assert right in (two / PLAN).read_text()
    assert wrong not in (two / PLAN).read_text()


def test_an_action_gets_a_new_day_or_is_dropped(acct: Acct, two: Path) -> None:
    acct("review", cwd=two, stdin=answers(acct, two, actions_fix_export="2026-12-24") + "q\n")
    assert "(dana, 2026-12-24, payroll-export)" in (two / PLAN).read_text()
    acct("review", "--today", "2026-12-20", cwd=two, stdin="\n\n\n\ndropped\n" + KEEP)
    assert "status: dropped" in (two / PLAN).read_text()


def test_a_second_review_on_a_day_takes_a_suffix(acct: Acct, two: Path) -> None:
    (two / PLAN).write_text((two / PLAN).read_text().replace("team:", "reviews:\n  2026-11-20: {kind: qbr, by: lee}\nteam:"))
    commit_all(two, "A review of another kind", "2026-11-20T09:00:00+01:00")
    assert acct("review", cwd=two, stdin=KEEP).code == 0
    assert "  2026-11-20-b:" in (two / PLAN).read_text()


def test_without_git_it_is_saved(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "plain", commit=False)
    ran = acct("review", cwd=book, stdin=f"yes\n{KEEP}")
    assert ran.code == 0
    assert "harbour: saved (1 answers)." in ran.err
    assert "renew_today: yes" in (book / PLAN).read_text()


def test_a_plan_that_cannot_be_written_is_told_and_the_day_goes_on(acct: Acct, two: Path) -> None:
    (two / PLAN).write_text((two / PLAN).read_text() + "\nA line of mine.\n")
    before = (two / PLAN).read_text()
    ran = acct("review", cwd=two, stdin="yes" + KEEP)
    assert ran.code == 2
    assert "harbour: plans/harbour.md holds changes that are not committed" in ran.err
    assert "night: saved and committed" in ran.err
    assert (two / PLAN).read_text() == before
    assert committed(two) == ["plans/night.md"]


def test_a_hook_that_fails_is_told_with_its_words(acct: Acct, two: Path) -> None:
    hook(two, "pre-commit", "echo first; echo second; exit 1")
    ran = acct("review", cwd=two, stdin="yes" + KEEP)
    assert ran.code == 2
    assert "git did not commit: first" in ran.err
    assert "second" in ran.err
    assert git(two, "status", "--porcelain") == ""


def test_other_work_of_the_person_is_left_alone(acct: Acct, two: Path) -> None:
    (two / "mine.txt").write_text("mine\n")
    (two / "team.yaml").write_text((two / "team.yaml").read_text() + "# mine\n")
    git(two, "add", "mine.txt")
    before = git(two, "status", "--porcelain")
    assert acct("review", cwd=two, stdin="yes" + KEEP).code == 0
    assert git(two, "status", "--porcelain") == before


@pytest.mark.parametrize("columns", ["40", "80"])
def test_questions_break_between_words(acct: Acct, two: Path, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    words = "Get a date for the fix from product"
    (two / PLAN).write_text((two / PLAN).read_text().replace(words, f"{words}, with the names of those who are to be told"))
    commit_all(two, "A long action", "2026-11-20T09:00:00+01:00")
    out = acct("review", "--top", "1", cwd=two, stdin="perhaps\n" + KEEP).out
    asked = out[out.index("Enter keeps") :].splitlines()
    assert max(map(len, asked)) <= int(columns)
    said = " ".join(" ".join(asked).split())
    assert f"{words}, with the names of those who are to be told (due 2026-11-30)" in said
    assert "(done, dropped, a new date, or Enter to keep):" in said
    assert "Answer yes, no or unsure." in said


def test_answers_are_data(acct: Acct, two: Path) -> None:
    said = "yes\n0.5\n\x1b[31mred\n{{ 7*7 }}: #1 priority\nworking: on [it]\n"
    ran = acct("review", cwd=two, stdin=said + KEEP)
    assert ran.code == 0
    assert "\x1b" not in ran.out + ran.err
    assert "Answer in plain characters." in ran.out
    fields = json.loads(acct("show", "harbour", "--json", cwd=two).out)["fields"]
    assert fields["pulse"]["why"] == "{{ 7*7 }}: #1 priority"
    assert fields["pulse"]["working_on"] == "working: on [it]"
    assert acct("lint", "--select", "AP100", cwd=two).code == 0


def test_bytes_that_are_no_text(acct: Acct, two: Path) -> None:
    ran = acct("review", cwd=two, stdin=b"yes\n\n\xff\xfe\n" + KEEP.encode())
    assert ran.code in (0, 2)
    assert "bug" not in ran.err
    assert (two / PLAN).read_bytes().decode("utf-8")


def test_a_book_without_plans(acct: Acct, book: Path) -> None:
    (book / PLAN).unlink()
    assert acct("review", cwd=book, stdin="").err == "Done: 0 looked at on 2026-11-20.\n"
