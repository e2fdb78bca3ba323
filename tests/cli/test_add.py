"""`add`: an item in a plan, its id on stdout, every other byte as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.analysis.kinds import KINDS
from tests.conftest import LITE, Ran, git

from .asked import PLAN, lines_changed, refused

Acct = Callable[..., Ran]
CALL = ("add", "harbour", "action", "Call Tom")


def test_an_action_in_short_form(acct: Acct, book: Path) -> None:
    ran = acct(*CALL, "--owner", "lee", "--due", "2026-12-01", "--because", "rosters", "--with", "tom,dana", cwd=book)
    assert (ran.code, ran.out, ran.err) == (0, "call-tom\n", "plans/harbour.md: added actions.call-tom.\n")
    assert lines_changed(book) == ["+   call-tom: Call Tom (lee, 2026-12-01, rosters, with tom, with dana)\n"]


ADDED: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "only its words": (("action", "Call Tom"), ["+   call-tom: Call Tom\n"]),
    "the block's name for the kind": (("actions", "Call Tom"), ["+   call-tom: Call Tom\n"]),
    "typed in short form": (
        ("action", "Call Tom (lee, 2026-12-01, rosters)", "--with", "tom"),
        ["+   call-tom: Call Tom (lee, 2026-12-01, rosters, with tom)\n"],
    ),
    "an option over the short form": (
        ("action", "Call Tom (lee, 2026-12-01)", "--owner", "dana"),
        ["+   call-tom: Call Tom (dana, 2026-12-01)\n"],
    ),
    "brackets that are no group": (("action", "Call Tom (again)"), ["+   call-tom-again: Call Tom (again)\n"]),
    "what the short form cannot hold": (
        ("action", "Call Tom", "--owner", "lee", "--set", "priority=high"),
        ["+   call-tom:\n", "+     do: Call Tom\n", "+     owner: lee\n", "+     priority: high\n"],
    ),
    "several reasons": (
        ("action", "Call Tom", "--due", "2026-12", "--because", "rosters", "--because", "payroll-export"),
        ["+   call-tom: Call Tom (2026-12, rosters, payroll-export)\n"],
    ),
    "a goal": (
        ("goal", "Rosters on phones", "--owner", "me", "--due", "2027-Q1", "--set", "said_by=tom", "--set", "status=on-track"),
        ["+   rosters-on-phones:\n", "+     title: Rosters on phones\n", "+     said_by: tom\n", "+     owner: dana\n", "+     due: 2027-Q1\n",
         "+     status: on-track\n"],
    ),
    "a goal with a key result": (
        ("goal", "Rosters on phones", "--set", "key_results.Phones in use=0 -> 40 phones"),
        ["+   rosters-on-phones:\n", "+     title: Rosters on phones\n", "+     key_results:\n", "+       Phones in use: 0 -> 40 phones\n"],
    ),
    "a risk": (
        ("risk", "Tom leaves", "--owner", "lee", "--set", "severity=high", "--set", "blocks=[rosters]"),
        ["+   tom-leaves:\n", "+     title: Tom leaves\n", "+     severity: high\n", "+     blocks: [rosters]\n", "+     owner: lee\n"],
    ),
    "an opportunity": (
        ("opportunity", "More tills", "--due", "2027-03", "--set", "amount=4000 EUR"),
        ["+   more-tills:\n", "+     title: More tills\n", "+     amount: 4000 EUR\n", "+     close_on: 2027-03\n"],
    ),
    "a stakeholder": (
        ("stakeholder", "Ana Ruiz", "--set", "known_by=[me, lee]", "--id", "ana"),
        ["+   ana: {name: Ana Ruiz, known_by: [dana, lee]}\n"],
    ),
    "text that YAML would misread": (("risk", "Phase 2: roll-out #1"), ["+   phase-2-roll-out-1:\n", '+     title: "Phase 2: roll-out #1"\n']),
}  # fmt: skip


@pytest.mark.parametrize(("words", "lines"), ADDED.values(), ids=ADDED)
def test_add_writes_only_the_item(acct: Acct, book: Path, words: tuple[str, ...], lines: list[str]) -> None:
    ran = acct("add", "harbour", *words, cwd=book)
    assert ran.code == 0, ran.err
    assert lines_changed(book) == lines
    assert acct("lint", "--select", "schema", cwd=book).code == 0


ALONE = {name: kind for name, kind in KINDS.items() if not kind.inside}
WITHIN: dict[str, tuple[tuple[str, ...], str, list[str]]] = {
    "a key result in short form": (
        ("key-result", "Phones in use: 0 -> 40 phones, by 2027-01-31", "--to", "rosters"), "phones-in-use",
        ["+       Phones in use: 0 -> 40 phones, by 2027-01-31\n"],
    ),
    "a key result by its fields": (
        ("key-result", "Calls a week", "--set", "baseline=10", "--set", "target=2", "--due", "2027-Q1", "--to", "goals.rosters"), "calls-a-week",
        ["+       Calls a week: 10 -> 2, by 2027-Q1\n"],
    ),
    "a key result that the short form cannot hold": (
        ("key-result", "Calls a week: 10 -> 2", "--owner", "me"), "calls-a-week",
        ["+       calls-a-week:\n", "+         metric: Calls a week\n", "+         baseline: 10\n", "+         target: 2\n", "+         owner: dana\n"],
    ),
    "a key result with an id of its own": (
        ("key-result", "Calls a week: 10 -> 2", "--id", "calls"), "calls",
        ["+       calls:\n", "+         metric: Calls a week\n", "+         baseline: 10\n", "+         target: 2\n"],
    ),
    "a signal, seen today": (("signal", "Tom asked again (call)", "--to", "night-kitchens"), "night-kitchens.signals.1", ["+       - 2026-11-20 Tom asked again (call)\n"]),
    "a signal of a day": (("signal", "2026-11-01 Ana asked"), "night-kitchens.signals.1", ["+       - 2026-11-01 Ana asked\n"]),
    "a signal by its fields": (
        ("signal", "Lee heard it", "--set", "seen_on=yesterday", "--set", "source=mail"), "night-kitchens.signals.1",
        ["+       - 2026-11-19 Lee heard it (mail)\n"],
    ),
    "a challenge": (
        ("challenge", "Rosters on paper"), "rosters-on-paper",
        ["+ purchase:\n", "+   challenges:\n", "+     rosters-on-paper: Rosters on paper\n"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "key", "lines"), WITHIN.values(), ids=WITHIN)
def test_what_stands_inside_another(acct: Acct, book: Path, words: tuple[str, ...], key: str, lines: list[str]) -> None:
    ran = acct("add", "harbour", *words, cwd=book)
    assert (ran.code, ran.out) == (0, f"{key}\n"), ran.err
    assert lines_changed(book) == lines
    assert acct("lint", "--select", "schema", cwd=book).code == 0
    assert key in acct("list", {"c": "challenges"}.get(words[0][0], f"{words[0]}s").replace("-", "_"), "--columns", "id", cwd=book).out


def test_which_goal_is_asked_back(acct: Acct, book: Path) -> None:
    text = LITE.replace("health:\n", "  other: {title: Another}\nhealth:\n")
    (book / PLAN).write_text(text)
    words = ("add", "harbour", "key-result", "Calls: 10 -> 2")
    refused(acct(*words, cwd=book), "a key result belongs to a goal", "Say which: --to rosters or other.")
    refused(acct(*words, "--to", "rostrs", cwd=book), "there is no goal “rostrs”", "--to rosters")
    assert (book / PLAN).read_text() == text
    assert acct(*words, "--to", "other", cwd=book).code == 0
    assert "Calls" in (book / PLAN).read_text()
    (book / PLAN).write_text("---\naccount: Harbour\n---\n")
    refused(acct(*words, cwd=book), "a key result belongs to a goal", "Add a goal first.")


@pytest.mark.parametrize("kind", ALONE.values(), ids=ALONE)
def test_every_kind_can_be_added_and_stands_where_people_expect_it(acct: Acct, book: Path, kind: object) -> None:
    ran = acct("add", "harbour", kind.name, "Something new", cwd=book)  # type: ignore[attr-defined]
    assert (ran.code, ran.out) == (0, "something-new\n"), ran.err
    listed = acct("list", kind.block, "--format", "concise", "--columns", "id,title", cwd=book)  # type: ignore[attr-defined]
    assert "Something new" in listed.out
    assert acct("lint", "--select", "schema", cwd=book).code == 0
    assert {line[0] for line in lines_changed(book)} == {"+"}


def test_a_new_block_stands_in_the_order_of_the_format(acct: Acct, book: Path) -> None:
    for kind in ("success-criterion", "milestone", "question", "unit"):
        assert acct("add", "harbour", kind, f"First {kind}", cwd=book).code == 0
    fields = [line.partition(":")[0] for line in (book / PLAN).read_text().splitlines() if line[:1].isalpha() and ":" in line]
    assert fields[fields.index("stakeholders") :] == [
        "stakeholders", "units", "goals", "health", "risks", "opportunities", "actions", "milestones", "questions", "success_criteria",
    ]  # fmt: skip


def test_the_form_of_the_items_there_is_kept(acct: Acct, book: Path) -> None:
    for words, line in (
        (("milestone", "Go live"), "  go-live: Go live\n"),
        (("milestone", "Second shop", "--due", "2027-01-31"), "  second-shop:\n    title: Second shop\n    due: 2027-01-31\n"),
        (("milestone", "Third shop"), "  third-shop:\n    title: Third shop\n"),
    ):
        assert acct("add", "harbour", *words, cwd=book).code == 0
        assert line in (book / PLAN).read_text()


def test_a_long_action_stays_beside_long_actions(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(
        LITE.replace("  price-night: Send the night kitchen price (lee, 2026-12-05, night-kitchens)", "  price-night:\n    do: Send it")
    )
    assert acct(*CALL, "--owner", "lee", cwd=book).code == 0
    assert "  call-tom:\n    do: Call Tom\n    owner: lee\n" in (book / PLAN).read_text()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-11-20"), ("tomorrow", "2026-11-21"), ("friday", "2026-11-27"), ("Sat", "2026-11-21"), ("+3", "2026-11-23"),
        ("+3d", "2026-11-23"), ("+2w", "2026-12-04"), ("+1m", "2026-12-20"), ("+3m", "2027-02-20"), ("today+14", "2026-12-04"), ("2026-12", "2026-12"), ("2027-Q1", "2027-Q1"),
    ],
)  # fmt: skip
def test_a_day_is_written_out(acct: Acct, book: Path, said: str, day: str) -> None:
    """20 November 2026 is a Friday."""
    assert acct(*CALL, "--due", said, cwd=book).code == 0
    assert lines_changed(book) == [f"+   call-tom: Call Tom ({day})\n"]


def test_the_last_day_of_a_month_stays_one(acct: Acct, book: Path) -> None:
    assert acct(*CALL, "--due", "+3m", "--today", "2026-11-30", cwd=book).code == 0
    assert "(2027-02-28)" in (book / PLAN).read_text()


REFUSED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "the same words": (("goal", "every shop  publishes its roster two weeks AHEAD"), ("goals.rosters says this already", "--id")),
    "the same action": (("action", "Train the four new shop leads"), ("actions.train-leads says this already",)),
    "no words": (("risk", "  "), ("nothing was said of what to add",)),
    "an unknown kind": (("gaol", "x"), ("there is no kind of item “gaol”", "goal")),
    "a movement": (("movement", "x"), ("acctplan record harbour",)),
    "a key result twice": (("key-result", "shops publishing 14 days AHEAD"), ("key_results.shops-publishing-14-days-ahead says this already",)),
    "a key result of nothing": (("key-result", "0 -> 40 phones"), ("needs the name of what is measured", "Shops on rosters: 0 -> 40 phones")),
    "an empty list": (("stakeholder", "x", "--set", "known_by=[]"), ("--set gives known_by no value",)),
    "an id that is too long": (("risk", "x", "--id", "a" * 61), ("is no id", "60 characters")),
    "a dash": (("risk", "- a dash"), ("Put -- before text that starts with a dash.",)),
    "dashes": (("risk", "---"), ("Put -- before text that starts with a dash.",)),
    "less than nothing": (("risk", "-5 % a year"), ("Put -- before text that starts with a dash.",)),
    "an option nobody knows": (("risk", "x", "--oner", "lee"), ("Did you mean --owner", "`acctplan add --help`")),
    "a signal twice": (("signal", "2026-10-28 Tom asked for a price"), ("opportunities.night-kitchens.signals has this already",)),
    "a signal with an id": (("signal", "x", "--id", "x"), ("a signal has no id",)),
    "a signal of no day": (("signal", "x", "--set", "seen_on=lately"), ("seen_on",)),
    "what stands by itself": (("risk", "x", "--to", "rosters"), ("a risk belongs to the plan itself",)),
    "a review": (("review", "x"), ("acctplan review harbour",)),
    "a word no field takes": (("risk", "x", "--set", "severity=dire"), ("risks.x.severity is one of high, medium, low",)),
    "an unknown field": (("risk", "x", "--set", "severty=high"), ("a risk has no field “severty”", "The nearest are severity")),
    "a field without a value": (("risk", "x", "--set", "severity="), ("--set gives severity no value",)),
    "a word without =": (("risk", "x", "--set", "severity"), ("has no = in it",)),
    "an owner where there is none": (("stakeholder", "x", "--owner", "dana"), ("a stakeholder takes no --owner", "known_by")),
    "a date where there is none": (("risk", "x", "--due", "friday"), ("a risk takes no --due",)),
    "a reason where there is none": (("risk", "x", "--because", "rosters"), ("a risk takes no --because", "cause")),
    "help where there is none": (("goal", "x", "--with", "tom"), ("a goal takes no --with",)),
    "nobody": (("action", "x", "--owner", "nobody"), ("nobody",)),
    "no such reason": (("action", "x", "--due", "2026-12-01", "--because", "roster"), ("roster",)),
    "no such helper": (("action", "x", "--due", "2026-12-01", "--with", "tim"), ("tim",)),
    "no date": (("action", "x", "--due", "soon"), ("actions.x.due",)),
    "a day the calendar lacks": (("action", "x", "--due", "2026-02-30"), ("a day that no calendar has",)),
    "a day too far": (("action", "x", "--due", "today+9999999"), ("actions.x.due",)),
    "an id that is taken": (("action", "x", "--id", "rosters"), ("the id rosters is taken",)),
    "a person's id": (("action", "x", "--id", "priya"), ("the id priya is taken",)),
    "no id": (("action", "x", "--id", "Not An Id"), ("“Not An Id” is no id",)),
    "me, unknown": (("action", "x", "--owner", "me", "--as", "stranger"), ("stranger",)),
    "a hidden character": (("risk", "a\u202eb"), ("risks.",)),
    "a control character": (("action", "a\x1b[31m"), ("actions.",)),
    "no plan": (("risk",), ("TEXT is missing",)),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_add_refuses_changes_nothing(acct: Acct, book: Path, words: tuple[str, ...], said: tuple[str, ...]) -> None:
    refused(acct("add", "harbour", *words, cwd=book), *said)
    assert (book / PLAN).read_text() == LITE


def test_text_after_two_dashes_is_text(acct: Acct, book: Path) -> None:
    ran = acct("add", "harbour", "risk", "--", "-5 % a year", cwd=book)
    assert (ran.code, ran.out) == (0, "5-a-year\n")
    assert "    title: -5 % a year\n" in (book / PLAN).read_text()


def test_the_same_words_with_an_id_of_their_own(acct: Acct, book: Path) -> None:
    ran = acct("add", "harbour", "action", "Train the four new shop leads", "--id", "train-again", cwd=book)
    assert (ran.code, ran.out) == (0, "train-again\n")


def test_an_unknown_plan(acct: Acct, book: Path) -> None:
    refused(acct("add", "harbor", "risk", "x", cwd=book), "no account is called “harbor”", "Did you mean harbour?")


def test_a_plan_that_cannot_be_trusted_gains_nothing(acct: Acct, book: Path) -> None:
    text = LITE.replace("owner: dana\nlifecycle", "owner: dana\nowner: lee\nlifecycle")
    (book / PLAN).write_text(text)
    refused(acct(*CALL, cwd=book), "plans/harbour.md:4:1: AP103")
    assert (book / PLAN).read_text() == text


def test_ids_are_minted_once(acct: Acct, book: Path) -> None:
    ids = [acct("add", "harbour", "risk", words, cwd=book).out.strip() for words in ("Price", "Price!", "price?")]
    assert len(set(ids)) == 3
    assert all(key.startswith("price") for key in ids)
    assert acct("add", "harbour", "stakeholder", "日本", cwd=book).out == "item\n"


def test_a_dry_run_shows_and_writes_nothing(acct: Acct, book: Path) -> None:
    ran = acct(*CALL, "--dry-run", cwd=book)
    assert ran.code == 0
    assert ran.out.startswith("--- a/plans/harbour.md\n+++ b/plans/harbour.md\n@@ ")
    assert "+  call-tom: Call Tom\n" in ran.out
    assert ran.err == "Nothing was written: this is a dry run.\n"
    assert (book / PLAN).read_text() == LITE


def test_a_diff_is_written_and_shown(acct: Acct, book: Path) -> None:
    planned = acct(*CALL, "--dry-run", cwd=book).out
    ran = acct(*CALL, "--diff", cwd=book)
    assert (ran.code, ran.out, ran.err) == (0, planned, "plans/harbour.md: added actions.call-tom.\n")
    assert "  call-tom: Call Tom\n" in (book / PLAN).read_text()


def test_a_commit_holds_exactly_the_item(acct: Acct, book: Path) -> None:
    (book / "team.yaml").write_text("mine: {name: Unsaved}\n" + (book / "team.yaml").read_text())
    ran = acct(*CALL, "--commit", cwd=book)
    assert (ran.code, ran.out, ran.err) == (0, "call-tom\n", "plans/harbour.md: added actions.call-tom and committed.\n")
    assert git(book, "log", "-1", "--format=%s") == "Harbour Bakery Group: add actions.call-tom"
    assert git(book, "show", "--name-only", "--format=", "HEAD") == PLAN
    assert git(book, "status", "--porcelain") == "M team.yaml"


def test_a_commit_in_ones_own_words(acct: Acct, book: Path) -> None:
    assert acct(*CALL, "-m", "Tom asked for a call", cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%s") == "Tom asked for a call"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_bytes_around_are_kept(acct: Acct, book: Path, mark: str) -> None:
    text = (mark + LITE.removesuffix("\n")).replace("\n", "\r\n")
    (book / PLAN).write_bytes(text.encode())
    assert acct("add", "harbour", "risk", "Tom leaves", "--set", "severity=high", cwd=book).code == 0
    added = "  tom-leaves:\r\n    title: Tom leaves\r\n    severity: high\r\n"
    assert (book / PLAN).read_bytes().decode() == text.replace("opportunities:\r\n", f"{added}opportunities:\r\n")
