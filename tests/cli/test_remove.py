"""`remove`: an item taken out, unless the plan names it elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, git

from .asked import PLAN, lines_changed, refused

Acct = Callable[..., Ran]

REMOVED: dict[str, tuple[str, str, list[str]]] = {
    "a short action": (
        "price-night", "removed actions.price-night (Send the night kitchen price)",
        ["-   price-night: Send the night kitchen price (lee, 2026-12-05, night-kitchens)\n"],
    ),
    "by its path": (
        "actions.price-night", "removed actions.price-night (Send the night kitchen price)",
        ["-   price-night: Send the night kitchen price (lee, 2026-12-05, night-kitchens)\n"],
    ),
    "a key result in short form": (
        "shops-publishing-14-days-ahead", "removed goals.rosters.key_results.shops-publishing-14-days-ahead (Shops publishing 14 days ahead)",
        ["-       Shops publishing 14 days ahead: 3 -> 16 shops, now 9\n"],
    ),
    "a key result by its whole path": (
        "goals.rosters.key_results.shops-publishing-14-days-ahead",
        "removed goals.rosters.key_results.shops-publishing-14-days-ahead (Shops publishing 14 days ahead)",
        ["-       Shops publishing 14 days ahead: 3 -> 16 shops, now 9\n"],
    ),
    "a key result by its metric": (
        "rosters.Shops publishing 14 days ahead",
        "removed goals.rosters.key_results.shops-publishing-14-days-ahead (Shops publishing 14 days ahead)",
        ["-       Shops publishing 14 days ahead: 3 -> 16 shops, now 9\n"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("word", "said", "lines"), REMOVED.values(), ids=REMOVED)
def test_remove_takes_only_the_item(acct: Acct, book: Path, word: str, said: str, lines: list[str]) -> None:
    ran = acct("remove", "harbour", word, cwd=book)
    assert (ran.code, ran.out, ran.err) == (0, "", f"plans/harbour.md: {said}.\n")
    assert lines_changed(book) == lines
    assert acct("lint", "--select", "schema", cwd=book).code == 0


NAMED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a stakeholder": ("tom", "2 places", ("goals.rosters.said_by", "actions.train-leads.with")),
    "a goal": ("rosters", "1 place", ("actions.train-leads.because",)),
    "a risk": ("payroll-export", "1 place", ("actions.fix-export.because",)),
    "an opportunity": ("night-kitchens", "1 place", ("actions.price-night.because",)),
}


@pytest.mark.parametrize(("word", "many", "places"), NAMED.values(), ids=NAMED)
def test_what_is_named_elsewhere_stays(acct: Acct, book: Path, word: str, many: str, places: tuple[str, ...]) -> None:
    ran = acct("remove", "harbour", word, cwd=book)
    refused(ran, f"{word} is named in {many} of this plan", "Change those first, or remove it with --force.")
    assert [line for line in ran.err.splitlines() if line.startswith("  | ")] == [f"  | {place}" for place in places]
    assert (book / PLAN).read_text() == LITE


@pytest.mark.parametrize(("word", "places"), [(word, places) for word, _, places in NAMED.values()], ids=NAMED)
def test_force_removes_it_and_says_who_still_names_it(acct: Acct, book: Path, word: str, places: tuple[str, ...]) -> None:
    ran = acct("remove", "harbour", word, "--force", cwd=book)
    assert ran.code == 0, ran.err
    for place in places:
        assert place in ran.err.splitlines()[1]
    assert f"  {word}:" not in (book / PLAN).read_text()
    assert {line[0] for line in lines_changed(book)} == {"-"}


def test_a_place_with_the_same_word_is_no_reference(acct: Acct, book: Path) -> None:
    """A product, a region or a word of prose may spell like an id."""
    text = LITE.replace("    kind: cross-sell\n", "    kind: cross-sell\n    product: trial\n").replace(
        "actions:\n", "actions:\n  trial: Start a trial (dana, 2026-12-01)\n"
    )
    (book / PLAN).write_text(text)
    assert acct("remove", "harbour", "trial", cwd=book).code == 0


def test_what_names_itself_may_go(acct: Acct, book: Path) -> None:
    text = LITE.replace("  tom: {name: Tom Baker,", "  ana: {name: Ana, reports_to: ana}\n  tom: {name: Tom Baker,")
    (book / PLAN).write_text(text)
    assert acct("remove", "harbour", "ana", cwd=book).code == 0
    assert (book / PLAN).read_text() == LITE


def test_evidence_and_reporting_lines_are_references(acct: Acct, book: Path) -> None:
    text = LITE.replace("  finance: green\n", "  finance: {band: green, evidence: risks.payroll-export}\n").replace(
        "stakeholders:\n", "stakeholders:\n  ana: {name: Ana, reports_to: tom}\n"
    )
    (book / PLAN).write_text(text)
    refused(acct("remove", "harbour", "payroll-export", cwd=book), "health.finance.evidence", "actions.fix-export.because")
    refused(acct("remove", "harbour", "tom", cwd=book), "stakeholders.ana.reports_to")


def test_many_references_are_cut_short(acct: Acct, book: Path) -> None:
    more = "".join(f"  a{count}: Do {count} (dana, 2026-12-01, rosters)\n" for count in range(30))
    (book / PLAN).write_text(LITE.replace("actions:\n", f"actions:\n{more}"))
    ran = acct("remove", "harbour", "rosters", cwd=book)
    refused(ran, "goals.rosters is named in 31 places of this plan", "  | and 19 more")
    assert len(ran.err.splitlines()) == 15


def test_an_item_that_does_not_fit_its_fields_can_go(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("risks:\n", "risks:\n  odd: [1, 2]\n"))
    assert acct("remove", "harbour", "odd", cwd=book).code == 0
    assert (book / PLAN).read_text() == LITE


def test_a_comment_of_another_item_stays(acct: Acct, book: Path) -> None:
    text = LITE.replace("  price-night:", "  # the rest waits for the price\n\n  price-night:")
    (book / PLAN).write_text(text)
    assert acct("remove", "harbour", "fix-export", cwd=book).code == 0
    assert "  # the rest waits for the price\n" in (book / PLAN).read_text()


REFUSED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "nothing": (("nothing",), ("there is no item “nothing” in harbour", "The nearest are")),
    "a near miss": (("price-nigth",), ("The nearest are price-night",)),
    "a near miss in a path": (("actions.price-nigth",), ("The nearest are actions.price-night",)),
    "a field": (("rosters.status",), ("is a field of an item, not an item", "acctplan set harbour rosters.status=")),
    "a block": (("goals",), ("“goals” is a block, not an item of one",)),
    "the wrong block": (("risks.price-night",), ("there is no item “risks.price-night”",)),
    "dots": (("...",), ("there is no item",)),
    "blank": (("",), ("there is no item",)),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_remove_refuses_changes_nothing(acct: Acct, book: Path, words: tuple[str, ...], said: tuple[str, ...]) -> None:
    refused(acct("remove", "harbour", *words, cwd=book), *said)
    assert (book / PLAN).read_text() == LITE


def test_dry_run_diff_and_commit(acct: Acct, book: Path) -> None:
    words = ("remove", "harbour", "price-night")
    planned = acct(*words, "--dry-run", cwd=book)
    assert "-  price-night: Send" in planned.out
    assert (book / PLAN).read_text() == LITE
    ran = acct(*words, "--diff", "--commit", cwd=book)
    assert (ran.code, ran.out) == (0, planned.out)
    assert git(book, "log", "-1", "--format=%s") == "Harbour Bakery Group: removed actions.price-night (Send the night kitchen price)"
    assert git(book, "show", "--name-only", "--format=", "HEAD") == PLAN
    assert git(book, "status", "--porcelain") == ""


def test_line_endings_are_kept(acct: Acct, book: Path) -> None:
    text = LITE.replace("\n", "\r\n")
    (book / PLAN).write_bytes(text.encode())
    assert acct("remove", "harbour", "price-night", cwd=book).code == 0
    gone = "  price-night: Send the night kitchen price (lee, 2026-12-05, night-kitchens)\r\n"
    assert (book / PLAN).read_bytes().decode() == text.replace(gone, "")
