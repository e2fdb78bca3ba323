"""`done`: an item closed in its own words, every other byte as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, git

from .asked import PLAN, lines_changed, refused

Acct = Callable[..., Ran]
FULL = LITE.replace(
    "---\n\nThey",
    """milestones:
  go-live: {title: Go live, due: 2026-12-01}
questions:
  price: What may it cost
purchase:
  challenges:
    paper: Rosters on paper
success_criteria:
  calm: {text: Calm mornings, status: open}
asks:
  people: {kind: resource, what: A trainer, status: open}
---

They""",
)


@pytest.fixture
def full(book: Path) -> Path:
    """The small book with every kind that can be done."""
    (book / PLAN).write_text(FULL)
    return book


CLOSED: dict[str, tuple[tuple[str, ...], str, list[str]]] = {
    "a short action becomes long": (
        ("fix-export",), "actions.fix-export is done, on 2026-11-20",
        ["-   fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)\n", "+   fix-export:\n", "+     do: Get a date for the fix from product\n",
         "+     owner: dana\n", "+     due: 2026-11-30\n", "+     because: [payroll-export]\n", "+     status: done\n", "+     done_on: 2026-11-20\n"],
    ),
    "a milestone": (
        ("milestones.go-live", "All shops", "--on", "2026-11-18"), "milestones.go-live is done, on 2026-11-18",
        ["-   go-live: {title: Go live, due: 2026-12-01}\n", "+   go-live: {title: Go live, due: 2026-12-01, status: done, done_on: 2026-11-18, note: All shops}\n"],
    ),
    "a question": (
        ("price", "At most 900 a month", "--on", "yesterday"), "questions.price is answered, on 2026-11-19",
        ["-   price: What may it cost\n", "+   price:\n", "+     ask: What may it cost\n", "+     answer: At most 900 a month\n", "+     answered_on: 2026-11-19\n"],
    ),
    "a goal": (("rosters",), "goals.rosters is achieved", ["+     status: achieved\n"]),
    "a risk": (("payroll-export", "Fixed in 41"), "risks.payroll-export is closed", ["+     status: closed\n", "+     note: Fixed in 41\n"]),
    "a success criterion": (
        ("calm",), "success_criteria.calm is met, on 2026-11-20",
        ["-   calm: {text: Calm mornings, status: open}\n", "+   calm: {text: Calm mornings, status: met, met_on: 2026-11-20}\n"],
    ),
    "a challenge": (
        ("paper",), "purchase.challenges.paper is solved",
        ["-     paper: Rosters on paper\n", "+     paper:\n", "+       text: Rosters on paper\n", "+       status: solved\n"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said", "lines"), CLOSED.values(), ids=CLOSED)
def test_done_changes_only_the_item(acct: Acct, full: Path, words: tuple[str, ...], said: str, lines: list[str]) -> None:
    ran = acct("done", "harbour", *words, cwd=full)
    assert (ran.code, ran.out, ran.err.splitlines()[0]) == (0, "", f"plans/harbour.md: {said}.")
    beside = [line.split(" = ")[1] for line in ran.err.splitlines()[1:]]
    assert beside == [word for word in words[1:] if word[0].isupper()]
    changed = lines_changed(full, FULL)
    for sign in "+-":
        assert [line for line in changed if line[0] == sign] == [line for line in lines if line[0] == sign]
    assert acct("lint", "--select", "schema", cwd=full).code == 0


@pytest.mark.parametrize("words", [words for words, _, _ in CLOSED.values()], ids=CLOSED)
def test_done_twice_writes_nothing(acct: Acct, full: Path, words: tuple[str, ...]) -> None:
    assert acct("done", "harbour", *words, "--today", "2026-11-20", cwd=full).code == 0
    before = (full / PLAN).read_bytes()
    ran = acct("done", "harbour", *words, "--today", "2026-11-25", cwd=full)
    assert (ran.code, ran.out) == (0, "")
    assert " already" in ran.err
    assert "Nothing was written." in ran.err
    assert (full / PLAN).read_bytes() == before


def test_an_item_may_be_named_by_its_words(acct: Acct, full: Path) -> None:
    ran = acct("done", "harbour", "get a date for the fix  FROM product", cwd=full)
    assert ran.err == "plans/harbour.md: actions.fix-export is done, on 2026-11-20.\n"
    refused(acct("done", "harbour", "get a date for that fix", cwd=full), "The nearest are fix-export")


def test_words_of_two_things_are_asked_back(acct: Acct, full: Path) -> None:
    (full / PLAN).write_text(FULL.replace("  price: What may it cost", "  price: What may it cost\n  price-2: What may it cost"))
    refused(acct("done", "harbour", "What may it cost", "900", cwd=full), "may mean 2 items", "Write questions.price or questions.price-2.")


def test_when_it_was_done_is_told(acct: Acct, full: Path) -> None:
    assert acct("done", "harbour", "fix-export", cwd=full).code == 0
    ran = acct("done", "harbour", "fix-export", "--commit", cwd=full)
    assert ran.err == "plans/harbour.md: actions.fix-export is done already, since 2026-11-20. Nothing was written.\n"


REFUSED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "a question without its answer": (("price",), ("questions.price is a question", "Say the answer: acctplan done harbour price")),
    "an opportunity": (("night-kitchens",), ("an opportunity is won or lost", "acctplan set harbour night-kitchens.stage=closed-won")),
    "an ask": (("people",), ("an ask is granted or refused", "people.status=granted")),
    "a stakeholder": (("tom",), ("a stakeholder is never done", "tom.left_on=")),
    "a key result": (("rosters.shops-publishing-14-days-ahead",), ("a key result tells by its current value", "set harbour shops-publishing-14-days-ahead.current=")),
    "nothing": (("nothing",), ("there is no item “nothing” in harbour", "The nearest are")),
    "a near miss": (("fix-exprt",), ("The nearest are fix-export",)),
    "a block": (("actions",), ("“actions” is a block",)),
    "a field": (("rosters.status",), ("is a field of an item",)),
    "a day to come": (("fix-export", "--on", "2026-11-21"), ("has not come yet",)),
    "no day": (("fix-export", "--on", "whenever"), ("--on must be a date",)),
    "a day where none is kept": (("rosters", "--on", "2026-11-01"), ("goals.rosters keeps no day",)),
    "a hidden character": (("fix-export", "a\u202eb"), ("actions.fix-export.note",)),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_done_refuses_changes_nothing(acct: Acct, full: Path, words: tuple[str, ...], said: tuple[str, ...]) -> None:
    refused(acct("done", "harbour", *words, cwd=full), *said)
    assert (full / PLAN).read_text() == FULL


def test_an_id_of_two_things_is_asked_back(acct: Acct, book: Path) -> None:
    """A key result and an item may share an id: they stand at different depths."""
    text = LITE.replace(
        "      Shops publishing 14 days ahead:",
        "      fix-export: {metric: Fixed, baseline: 0, target: 1}\n      Shops publishing 14 days ahead:",
    )
    (book / PLAN).write_text(text)
    refused(
        acct("done", "harbour", "fix-export", cwd=book),
        "“fix-export” may mean 2 items of harbour", "Write goals.rosters.key_results.fix-export or actions.fix-export.",
    )  # fmt: skip
    assert acct("done", "harbour", "actions.fix-export", cwd=book).code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [("Waits for legal", "Waits for legal; Signed"), ("Waits for legal.", "Waits for legal. Signed"), ('"One: two"', '"One: two; Signed"')],
)
def test_a_note_is_added_to_never_lost(acct: Acct, book: Path, old: str, new: str) -> None:
    text = LITE.replace("    severity: medium\n", f"    severity: medium\n    note: {old}   # from the call\n")
    (book / PLAN).write_text(text)
    assert acct("done", "harbour", "payroll-export", "Signed", cwd=book).code == 0
    assert f"    note: {new}   # from the call\n" in (book / PLAN).read_text()


def test_a_dropped_action_can_be_done_after_all(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("  fix-export: Get", "  late: {do: Late, owner: dana, status: dropped}\n  fix-export: Get"))
    assert acct("done", "harbour", "late", cwd=book).code == 0
    assert "  late: {do: Late, owner: dana, status: done, done_on: 2026-11-20}\n" in (book / PLAN).read_text()


def test_dry_run_diff_and_commit(acct: Acct, book: Path) -> None:
    words = ("done", "harbour", "rosters")
    planned = acct(*words, "--dry-run", cwd=book)
    assert "+    status: achieved\n" in planned.out
    assert (book / PLAN).read_text() == LITE
    ran = acct(*words, "--diff", "--commit", cwd=book)
    assert (ran.code, ran.out) == (0, planned.out)
    assert ran.err == "plans/harbour.md: goals.rosters is achieved and committed.\n"
    assert git(book, "log", "-1", "--format=%s") == "Harbour Bakery Group: goals.rosters is achieved"
    assert git(book, "show", "--name-only", "--format=", "HEAD") == PLAN
    assert git(book, "status", "--porcelain") == ""


def test_line_endings_are_kept(acct: Acct, book: Path) -> None:
    text = LITE.replace("\n", "\r\n")
    (book / PLAN).write_bytes(text.encode())
    assert acct("done", "harbour", "rosters", cwd=book).code == 0
    after = (book / PLAN).read_bytes().decode()
    assert "    status: achieved\r\n" in after
    assert after.replace("    status: achieved\r\n", "") == text
