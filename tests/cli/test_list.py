"""`list`: records of any kind, and questions about any field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.analysis.register import KINDS
from tests.conftest import LITE, Ran, commit_all

from .asked import PLAN, flat, refused, told

Acct = Callable[..., Ran]


def ids(acct: Acct, book: Path, *words: str) -> list[str]:
    ran = acct("list", *words, "--columns", "id" if words[0] != "plans" else "plan", "--format", "concise", cwd=book)
    assert ran.code == 0, ran.err
    return ran.out.split()


def add_own_fields(book: Path) -> None:
    """Fields of the book's own, typed by its settings, and an id of another system; nothing of it counts as a change."""
    settings = book / "acctplan.yaml"
    settings.write_text(settings.read_text() + "custom: {segment: {values: [smb, mid]}, seats: {type: number}, signed_on: {type: day}}\n")
    (book / PLAN).write_text(
        LITE.replace("actions:\n", "custom: {segment: mid, seats: 40, signed_on: 2026-01-31}\nexternal: {salesforce: 0015g}\nactions:\n")
    )
    commit_all(book, "Fields of our own", "2026-11-02T11:00:00+01:00")


def test_plans_without_a_word(acct: Acct, book: Path) -> None:
    assert acct("list", cwd=book) == acct("list", "plans", cwd=book)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(acct: Acct, story: Path, kind: str) -> None:
    document = told(acct("list", kind, "--json", cwd=story), "list")
    assert document["items_of"] == kind
    assert all(set(document["columns"]) <= set(item) for item in document["items"])


@pytest.mark.parametrize(
    ("kind", "question", "found"),
    [
        ("actions", "owner = dana", ["train-leads", "fix-export"]),
        ("actions", "owner != dana", ["price-night"]),
        ("actions", "due < 2026-12-05", ["fix-export"]),
        ("actions", "due <= 2026-12-05", ["fix-export", "price-night"]),
        ("actions", "due > 2026-12-05", ["train-leads"]),
        ("actions", "due >= 2026-12-05 and owner = dana", ["train-leads"]),
        ("actions", "due <= today+10", ["fix-export"]),
        ("actions", "due <= today+10d", ["fix-export"]),
        ("actions", "due < today", []),
        ("actions", "due > today-1 and due < today+15", ["fix-export"]),
        ("actions", "title ~ FIX", ["fix-export"]),
        ("actions", "title ~ 'the fix'", ["fix-export"]),
        ("actions", 'title ~ "new shop"', ["train-leads"]),
        ("actions", "because = rosters", ["train-leads"]),
        ("actions", "because ~ night", ["price-night"]),
        ("actions", "with is set", ["train-leads"]),
        ("actions", "with is not set", ["fix-export", "price-night"]),
        ("actions", "owner in (lee, mo)", ["price-night"]),
        ("actions", "owner = dana or owner = lee", ["train-leads", "fix-export", "price-night"]),
        ("actions", "owner = lee or owner = dana and due < 2026-12-01", ["fix-export", "price-night"]),
        ("actions", "(owner = lee or owner = dana) and due < 2026-12-01", ["fix-export"]),
        ("actions", "not owner = dana", ["price-night"]),
        ("actions", "not not owner = lee", ["price-night"]),
        ("actions", "not (owner = dana or owner = lee)", []),
        ("actions", "owner=dana", ["train-leads", "fix-export"]),
        ("actions", "owner = DANA", ["train-leads", "fix-export"]),
        ("risks", "severity >= medium", ["payroll-export"]),
        ("risks", "severity > medium", []),
        ("opportunities", "amount > 9000", ["night-kitchens"]),
        ("opportunities", "amount = 9600", ["night-kitchens"]),
        ("opportunities", "amount < 9600", []),
        ("plans", "owner = me", ["harbour"]),
        ("plans", "age_days = 18", ["harbour"]),
        ("plans", "age-days > 18", []),
        ("plans", "planned = true", ["harbour"]),
        ("goals", "due = 2027-03-31", ["rosters"]),
        ("key_results", "current < target", ["shops-publishing-14-days-ahead"]),
        ("key_results", "current >= target", []),
        ("key_results", "current > baseline and goal = rosters", ["shops-publishing-14-days-ahead"]),
        ("key_results", "due < target", []),
        ("signals", "seen_on > 2026-10-01 and opportunity = night-kitchens", ["night-kitchens.signals.0"]),
        ("signals", "source = mail", []),
        ("health", "band = amber", ["usage"]),
        ("health", "cause ~ 'new shops'", ["usage"]),
        ("team", "role = am", ["lee"]),
        ("team", "id = dana", ["dana"]),
        ("plans", "health.usage = amber and health.finance != red", ["harbour"]),
        ("plans", "health.usage in (red)", []),
        ("plans", "intent.now ~ easter", ["harbour"]),
        ("plans", "pulse.why is set", []),
        ("plans", "pulse.renew-today is not set", ["harbour"]),
        ("plans", "mode = living", ["harbour"]),
        ("plans", "custom.segment = mid", ["harbour"]),
        ("plans", "custom.seats > 30 and custom.seats < 100", ["harbour"]),
        ("plans", "custom.signed_on < 2026-12-31", ["harbour"]),
        ("plans", "external.salesforce = 0015g", ["harbour"]),
    ],
)
def test_questions(acct: Acct, book: Path, kind: str, question: str, found: list[str]) -> None:
    if kind == "plans":
        add_own_fields(book)
    assert ids(acct, book, kind, "--where", question) == found


@pytest.mark.parametrize(
    ("question", "column", "said"),
    [
        ("ownr = dana", 1, "Did you mean owner"),
        ("owner", 6, "expected =, !=, <, <=, >, >=, ~, “in” or “is”, found the end"),
        ("owner =", 8, "expected a value, found the end"),
        ("owner = = dana", 9, "expected a value, found “=”"),
        ("owner = dana due < today", 14, "expected “and” or “or”, found “due”"),
        ("owner = dana and", 17, "expected a field, found the end"),
        ("(owner = dana", 14, "expected “)”, found the end"),
        ("owner = dana)", 13, "expected “and” or “or”, found “)”"),
        ("owner in dana", 10, "expected “(”, found “dana”"),
        ("owner in (dana, )", 17, "expected a value, found “)”"),
        ("owner is dana", 10, "expected “set”, found “dana”"),
        ("owner is not", 13, "expected “set”, found the end"),
        ("not", 4, "expected a field, found the end"),
        ("= dana", 1, "there is no field"),
        ("'owner' = dana", 1, "there is no field"),
        ("owner ! dana", 7, "found “!”"),
        ("owner = 'dana", 9, "found “'”"),
        ("owner dana", 7, "found “dana”"),
        ("__class__ = x", 1, "there is no field"),
        ("owner = dana; due < today", 15, "found “due”"),
        ("", 1, "expected a field, found the end"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_understood_points_at_the_column(acct: Acct, book: Path, question: str, column: int, said: str) -> None:
    ran = acct("list", "actions", "--where", question, cwd=book)
    if question == "":
        assert ran.code == 0
        return
    refused(ran, f"acctplan: column {column}: ", said)
    quoted = [line.removeprefix("  | ") for line in ran.err.splitlines() if line.startswith("  | ")]
    assert quoted == [question, " " * (column - 1) + "^"]


def test_a_long_question_is_cut_around_the_column(acct: Acct, book: Path) -> None:
    question = " or ".join(["owner = dana"] * 200) + " or ownr = x" + " or owner = lee" * 200
    ran = acct("list", "actions", "--where", question, cwd=book)
    refused(ran, f"column {question.index('ownr') + 1}: there is no field “ownr”")
    text, mark = (line.removeprefix("  | ") for line in ran.err.splitlines() if line.startswith("  | "))
    assert len(text) <= 100
    assert text[mark.index("^") :].startswith("ownr = x")


def test_a_very_deep_question_is_no_crash(acct: Acct, book: Path) -> None:
    for question in ("(" * 5000 + "owner = dana" + ")" * 5000, "not " * 5000 + "owner = dana"):
        refused(acct("list", "actions", "--where", question, cwd=book))


def test_columns_and_order(acct: Acct, book: Path) -> None:
    def rows(*words: str) -> list[list[str]]:
        return [line.split("    ") for line in acct("list", "actions", "--format", "concise", *words, cwd=book).out.splitlines()]

    assert rows("--columns", "id,owner") == [["train-leads", "dana"], ["fix-export", "dana"], ["price-night", "lee"]]
    assert [row[0] for row in rows("--columns", "id", "--sort", "due")] == ["fix-export", "price-night", "train-leads"]
    assert [row[0] for row in rows("--columns", "id", "--sort", "-due")] == ["train-leads", "price-night", "fix-export"]
    assert [row[0] for row in rows("--columns", "id", "--sort", "with")] == ["train-leads", "fix-export", "price-night"]
    assert next(iter(rows("--columns", "id", "--sort", "-with"))) == ["train-leads"]


@pytest.mark.parametrize(
    "words", [("actons",), ("actions", "--columns", "id,ownr"), ("actions", "--sort", "du"), ("actions", "--columns", "id,,owner")]
)
def test_names_that_are_none(acct: Acct, book: Path, words: tuple[str, ...]) -> None:
    refused(acct("list", *words, cwd=book), "Did you mean")


def test_then(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("  fix-export: Get", "  new-one: Call (dana, 2026-12-01, rosters)\n  fix-export: Get"))
    commit_all(book, "More", "2026-11-10T10:00:00+01:00")
    assert ids(acct, book, "actions") == ["train-leads", "new-one", "fix-export", "price-night"]
    assert ids(acct, book, "actions", "--as-of", "2026-11-05") == ["train-leads", "fix-export", "price-night"]
    assert ids(acct, book, "actions", "--as-of", "2026-11-05", "--where", "due <= today+25") == ["fix-export"]


def test_nothing_found_is_an_answer(acct: Acct, book: Path) -> None:
    ran = acct("list", "actions", "--where", "owner = nobody", cwd=book)
    assert (ran.code, ran.out) == (0, "No actions like that.\n")
    assert told(acct("list", "actions", "--where", "owner = nobody", "--json", cwd=book), "list")["items"] == []


def test_a_value_is_never_run(acct: Acct, book: Path, tmp_path: Path) -> None:
    refused(acct("list", "--where", f"owner = __import__('os').system('touch {tmp_path}/x')", cwd=book))
    assert not (tmp_path / "x").exists()


def test_plans_that_cannot_be_read_are_not_silently_left_out(acct: Acct, book: Path) -> None:
    (book / "plans" / "broken.md").write_text("---\n[\n---\n")
    for kind in ("actions", "plans"):
        ran = acct("list", kind, cwd=book)
        assert ran.code == 2
        assert ran.out
        assert ran.err == "plans/broken.md cannot be read: `acctplan lint broken` tells why.\n"


def test_columns_that_were_asked_for_are_all_shown(acct: Acct, book: Path) -> None:
    asked = ("plan", "id", "title", "owner", "due", "status", "because", "priority", "waiting_on", "with", "done_on", "note")
    ran = acct("list", "actions", "--columns", ",".join(asked), cwd=book)
    head = flat(ran.out.partition("train-leads")[0])
    for name in asked:
        assert name.replace("_", " ").split()[0] in head, name


def test_a_book_without_any_is_told_apart_from_a_question_without_answer(acct: Acct, book: Path) -> None:
    assert acct("list", "risks", "--where", "owner = lee", cwd=book).out == "No risks like that.\n"
    assert acct("list", "competitors", cwd=book).out == "No competitors yet.\n"


@pytest.mark.parametrize(
    ("kind", "question", "said"),
    [
        ("plans", "helth.usage = red", "Did you mean health.usage"),
        ("plans", "health.usage = rd", "It is one of green, amber, red."),
        ("plans", "custom.segment = big", "It is one of smb, mid."),
        ("plans", "custom.segmnt = mid", "Did you mean custom.segment"),
        ("plans", "mode = dead", "It is one of living, point-in-time."),
        ("team", "role = boss", "It is one of ae, am, csm"),
        ("key_results", "metrik = x", "Did you mean metric"),
    ],
)
def test_a_question_that_is_never_answered_yes(acct: Acct, book: Path, kind: str, question: str, said: str) -> None:
    add_own_fields(book)
    refused(acct("list", kind, "--where", question, cwd=book), said)


def test_fields_of_plans_can_be_shown_and_sorted_by(acct: Acct, book: Path) -> None:
    add_own_fields(book)
    (book / "plans" / "wren.md").write_text(
        "---\naccount: Wren\nowner: lee\ncustom: {seats: lots, segment: smb}\nhealth: {usage: green}\n---\n"
    )
    ran = acct("list", "plans", "--columns", "plan,custom.seats,health.usage", "--sort", "-custom.seats", "--format", "concise", cwd=book)
    assert [line.split() for line in ran.out.splitlines()] == [["wren", "lots", "green"], ["harbour", "40", "amber"]]
    items = told(acct("list", "plans", "--columns", "plan,custom.seats", "--json", cwd=book), "list")["items"]
    assert [item["custom.seats"] for item in items if item["plan"] == "harbour"] == [40]
