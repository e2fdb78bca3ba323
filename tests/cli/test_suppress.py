"""Findings silenced where they stand, for a plan, by path: set apart with how and why, and never those of reading a plan."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran

from .asked import PLAN, flat, refused

Acct = Callable[..., Ran]
RULE = "action-without-owner"
FAULTY = LITE.replace("  train-leads: Train the four new shop leads (dana, ", "  train-leads: Train the four new shop leads (")
LINE = next(line for line in FAULTY.splitlines() if "train-leads:" in line)
ONLY = ("--select", f"{RULE},meta", "--json")


def linted(acct: Acct, book: Path, text: str, *words: str) -> tuple[list[str], list[tuple[str, str, str]], int]:
    """Codes of the findings; code, how and why of the suppressed ones; the exit code."""
    (book / PLAN).write_text(text)
    ran = acct("lint", *(words or ONLY), cwd=book)
    document = json.loads(ran.out)
    apart = [(one["finding"]["code"], one["how"], one["reason"]) for one in document["suppressed"]]
    return [finding["code"] for finding in document["findings"]], apart, ran.code


def with_line(new: str) -> str:
    return FAULTY.replace(LINE, new)


def test_without_a_request_it_is_told(acct: Acct, book: Path) -> None:
    assert linted(acct, book, FAULTY) == (["AP203"], [], 1)


@pytest.mark.parametrize("word", [RULE, "AP203", f"AP300,{RULE}", f" {RULE} , AP300 "])
def test_behind_it_or_on_the_line_above(acct: Acct, book: Path, word: str) -> None:
    request = f'# acctplan: ignore[{word}] reason="Tom decides"'
    for text in (with_line(f"{LINE}  {request}"), with_line(f"  {request}\n{LINE}"), with_line(f"  {request}\n  # a note\n{LINE}")):
        found, apart, code = linted(acct, book, text, "--select", RULE, "--json")
        assert (found, apart, code) == ([], [("AP203", "comment", "Tom decides")], 0)


@pytest.mark.parametrize(
    "text",
    [
        with_line(f"{LINE.replace('(', '#acctplan: ignore[AP203] reason=x (')}"),
        FAULTY.replace("risks:\n", 'risks:  # acctplan: ignore[AP203] reason="x"\n'),
        with_line(f'  # acctplan: ignore[AP203] reason="x"\n\n{LINE}'),
        FAULTY.replace("  how: Train", '  why: "x # acctplan: ignore[AP203] reason=x"\n  how: Train'),
        with_line(f'{LINE}  # acctplan: ignore[ownership] reason="x"'),
        with_line(f'{LINE}  # acctplan: ignore[AP203] until=2026-11-19 reason="x"'),
        with_line(f'{LINE}  # acctplan: ignore AP203 reason="x"'),
        FAULTY.replace("They bake", '<!-- acctplan: ignore[AP203] reason="x" -->\nThey bake'),
    ],
    ids=["in a text", "elsewhere", "a blank line between", "in quotes", "a category", "over", "no brackets", "in the body"],
)
def test_what_silences_nothing(acct: Acct, book: Path, text: str) -> None:
    found, apart, _ = linted(acct, book, text)
    assert "AP203" in found
    assert apart == []


def test_on_the_block_it_reaches_all_that_is_in_it(acct: Acct, book: Path) -> None:
    text = FAULTY.replace("actions:\n", 'actions:  # acctplan: ignore[AP203] reason="x"\n')
    assert linted(acct, book, text) == ([], [("AP203", "comment", "x")], 0)


def test_until_its_last_day(acct: Acct, book: Path) -> None:
    text = with_line(f'{LINE}  # acctplan: ignore[AP203] until=2026-11-20 reason="x"')
    assert linted(acct, book, text)[0] == []
    assert linted(acct, book, text, *ONLY, "--today", "2026-11-21")[0] == ["AP203", "AP903"]


def test_for_the_plan_and_by_path(acct: Acct, book: Path) -> None:
    listed = FAULTY.replace("owner: dana\nlife", "lint_ignore: [{rule: ownership, reason: Handed over}]\nowner: dana\nlife")
    assert linted(acct, book, listed) == ([], [("AP203", "plan", "Handed over")], 0)
    (book / "acctplan.yaml").write_text("lint: {paths: {plans/har*: {ignore: [AP203]}}}\n")
    assert linted(acct, book, FAULTY) == ([], [("AP203", "path", "")], 0)
    (book / "acctplan.yaml").write_text("lint: {paths: {plans/x*: {ignore: [AP203]}}}\n")
    assert linted(acct, book, FAULTY)[0] == ["AP203"]
    (book / "acctplan.yaml").write_text("lint: {paths: {plans/har*: {ignore: [action-without-ownr]}}}\n")
    refused(acct("lint", cwd=book), "no rule is called", RULE)


def test_errors_of_reading_a_plan_cannot_be_silenced(acct: Acct, book: Path) -> None:
    (book / "acctplan.yaml").write_text("lint: {paths: {plans/*: {ignore: [schema]}}}\n")
    text = "---\n# acctplan: ignore[AP100] reason=x\naccount: Broken\nrisks: [\n---\n"
    found, apart, code = linted(acct, book, text, "--json")
    assert (found, apart, code) == (["AP118"], [], 1)


def test_unused_is_judged_only_of_rules_that_ran(acct: Acct, book: Path) -> None:
    text = LITE.replace("owner: dana\nlife", 'owner: dana  # acctplan: ignore[AP200] reason="x"\nlife')
    assert linted(acct, book, text, "--select", "AP901", "--json")[0] == []
    assert linted(acct, book, text, "--select", "AP901,AP200", "--json")[0] == ["AP901"]


def test_of_rules_that_need_history_only_with_all_of_it(acct: Acct, tmp_path: Path) -> None:
    from tests.conftest import make_book

    text = LITE.replace("account:", "lint_ignore: [{rule: goals-stale, reason: x}, {rule: goal-without-owner, reason: x}]\naccount:")
    for commit, count in ((True, 2), (False, 1)):
        book = make_book(tmp_path / str(commit), commit=commit)
        assert linted(acct, book, text, "--select", "AP901,AP304,AP201", "--json")[0] == ["AP901"] * count


def test_several_processes_say_the_same(acct: Acct, book: Path) -> None:
    quiet = with_line(f'{LINE}  # acctplan: ignore[AP203] reason="Tom decides"')
    for number in range(140):
        (book / "plans" / f"p{number}.md").write_text(quiet)
    alone, several = (acct("lint", "--select", "AP203", "--json", "--jobs", jobs, cwd=book) for jobs in ("1", "2"))
    assert alone == several
    assert len(json.loads(alone.out)["suppressed"]) == 140


def test_they_are_counted_and_shown_when_asked_for(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(with_line(f'{LINE}  # acctplan: ignore[AP203] reason="Tom decides"'))
    ran = acct("lint", "--select", "AP203", cwd=book)
    assert "1 is suppressed: `--show-suppressed` shows it." in flat(ran.out)
    assert "AP203" not in ran.out
    shown = flat(acct("lint", "--select", "AP203", "--show-suppressed", cwd=book).out)
    assert "AP203" in shown
    assert "by a comment: Tom decides" in shown


def test_a_finding_in_the_body_is_silenced_above_its_block(acct: Acct, book: Path) -> None:
    hidden = "They bake at night\u200b and sell by day.\n\nNot this\u200b one.\n"
    text = LITE.replace("They bake at night and sell by day.\n", f'<!-- acctplan: ignore[AP804] reason="pasted" -->\n\n{hidden}')
    (book / PLAN).write_text(text)
    document = json.loads(acct("lint", "--select", "AP804", "--json", cwd=book).out)
    last = text[: text.index("Not this")].count("\n") + 1
    assert [finding["line"] for finding in document["findings"]] == [last]
    assert [one["reason"] for one in document["suppressed"]] == ["pasted"]


def test_a_request_in_a_block_of_code_is_an_example(acct: Acct, book: Path) -> None:
    text = LITE + "\n```html\n<!-- acctplan: ignore[nothing-like-it] -->\n```\n\nText <!-- acctplan: ignore[x] --> here.\n"
    assert linted(acct, book, text, "--select", "meta", "--json")[0] == []
