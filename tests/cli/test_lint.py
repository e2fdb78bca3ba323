"""`lint`: findings, formats, and one exit status over all files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all
from tests.store.ordinary import ordinary_folder

from .asked import PLAN, flat, refused, told

Acct = Callable[..., Ran]
CLEAN = "---\naccount: Clean\nowner: dana\nwritten_on: 2026-11-01\n---\n"
FAULTY = LITE.replace("train-leads: Train the four new shop leads (dana, ", "train-leads: Train the four new shop leads (")
BROKEN = "---\naccount: Broken\nrisks: [\n---\n"
QUIET = ("--select", "schema,ownership")


def codes(ran: Ran) -> set[str]:
    return {finding["code"] for finding in json.loads(ran.out)["findings"]}


def test_findings_are_told(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(FAULTY)
    ran = acct("lint", cwd=book)
    assert (ran.code, ran.err) == (1, "")
    assert "plans/harbour.md" in ran.out
    assert "AP203" in ran.out
    assert "1 plan checked" in ran.out


def test_json(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(FAULTY)
    document = told(acct("lint", "--json", cwd=book), "lint", code=1)
    finding = next(finding for finding in document["findings"] if finding["code"] == "AP203")
    line = 1 + FAULTY[: FAULTY.index("train-leads:")].count("\n")
    assert (finding["file"], finding["plan"], finding["path"], finding["line"]) == (PLAN, "harbour", "actions.train-leads", line)
    assert finding["name"] == "action-without-owner"
    assert re.fullmatch(r"[0-9a-f]{16}", finding["fingerprint"])
    assert document["checked"] == 1


def test_concise(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(FAULTY)
    for line in acct("lint", "--format", "concise", cwd=book).out.splitlines():
        assert re.match(r"plans/harbour\.md:\d+:\d+: AP\d{3} [a-z0-9-]+ ", line), line


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_the_exit_status_is_a_fold_over_all_files(acct: Acct, book: Path, order: tuple[str, ...]) -> None:
    """The bad one first, in the middle, or last."""
    (book / PLAN).unlink()
    for name, text in zip(order, (CLEAN, BROKEN, CLEAN), strict=True):
        (book / "plans" / f"{name}.md").write_text(text)
    assert acct("lint", *QUIET, cwd=book).code == 1
    assert acct("lint", *QUIET, *(f"plans/{name}.md" for name in order), cwd=book).code == 1
    (book / "plans" / f"{order[1]}.md").write_text(CLEAN)
    assert acct("lint", *QUIET, cwd=book).code == 0


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_a_file_that_cannot_be_opened_is_more_than_a_finding(acct: Acct, book: Path, tmp_path: Path, order: tuple[str, ...]) -> None:
    (book / PLAN).unlink()
    for name, text in zip(order, (CLEAN, BROKEN, ""), strict=True):
        (book / "plans" / f"{name}.md").write_text(text)
    closed = book / "plans" / f"{order[2]}.md"
    closed.unlink()
    closed.symlink_to(tmp_path / "elsewhere.md")
    for words in ((), order, [*(f"plans/{name}.md" for name in order if name != order[2]), order[2]]):
        ran = acct("lint", *QUIET, *words, cwd=book)
        assert ran.code == 2, ran
        assert f"plans/{order[1]}.md" in ran.out
        assert f"plans/{order[2]}.md: is a link" in flat(ran.out)
        assert "2 plans checked" in ran.out
        assert acct("lint", *QUIET, "--allow-partial", *words, cwd=book).code == 1
    (book / "plans" / f"{order[1]}.md").unlink()
    assert acct("lint", *QUIET, cwd=book).code == 2
    assert acct("lint", *QUIET, "--allow-partial", cwd=book).code == 0
    document = told(acct("lint", *QUIET, "--json", cwd=book), "lint", code=2)
    assert any("is a link" in note for note in document["notes"])


def test_a_file_without_permission(acct: Acct) -> None:
    from tests.conftest import make_book

    with ordinary_folder() as folder:
        book = make_book(folder / "book")
        (book / "plans" / "closed.md").write_text(CLEAN)
        (book / "plans" / "closed.md").chmod(0)
        ran = acct("lint", "--fail-on", "never", cwd=book)
        assert ran.code == 2
        assert "plans/closed.md cannot be read: permission denied" in flat(ran.out)
        assert acct("lint", "--fail-on", "never", "--allow-partial", cwd=book).code == 0
        (book / "plans").chmod(0)
        refused(acct("lint", cwd=book), "permission denied")
        (book / "plans").chmod(0o755)
        (book / "acctplan.yaml").chmod(0)
        refused(acct("lint", cwd=book), "acctplan.yaml cannot be read: permission denied")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_what_fails(acct: Acct, book: Path, fail_on: str, code: int) -> None:
    (book / PLAN).write_text(
        LITE.replace("intent:\n", "")
        .replace("  now: Four", "story: Four")
        .replace("  next: Renew in June with the night kitchens\n  how: Train the leads and fix the export first\n", "")
    )
    found = json.loads(acct("lint", "--json", "--fail-on", "never", cwd=book).out)["findings"]
    assert {finding["severity"] for finding in found} >= {"warning"}
    assert not [finding for finding in found if finding["severity"] == "error"]
    assert acct("lint", "--fail-on", fail_on, cwd=book).code == code
    (book / "acctplan.yaml").write_text(f"lint: {{fail_on: {fail_on}}}\n")
    assert acct("lint", cwd=book).code == code


def test_a_severity_that_is_none(acct: Acct, book: Path) -> None:
    refused(acct("lint", "--fail-on", "fatal", cwd=book), "there is no severity “fatal”")


def test_select_and_ignore(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(FAULTY)
    for words in (
        ("--select", "AP203"),
        ("--select", "action-without-owner"),
        ("--select", "AP2", "--ignore", "AP201,AP202,AP204,AP205,AP206,AP207,AP208,AP209"),
    ):
        assert codes(acct("lint", "--json", "--fail-on", "never", *words, cwd=book)) == {"AP203"}
    for words in (("--ignore", "AP203"), ("--ignore", "ownership")):
        assert "AP203" not in codes(acct("lint", "--json", "--fail-on", "never", *words, cwd=book))
    assert acct("lint", "--select", "river", cwd=book).code == 0
    refused(acct("lint", "--select", "action-without-ownr", cwd=book), "no rule is called", "action-without-owner")
    refused(acct("lint", "--ignore", "AP999", cwd=book), "no rule is called")


def test_some_plans_only(acct: Acct, book: Path) -> None:
    (book / "plans" / "north").mkdir()
    (book / "plans" / "north" / "wren.md").write_text(FAULTY)
    (book / "plans" / "broken.md").write_text(BROKEN)
    for words, checked in (
        (("harbour",), 1),
        (("plans/harbour.md",), 1),
        (("harbour", "wren"), 2),
        (("plans/north",), 1),
        (("plans",), 3),
        (("plans/north/wren.md",), 1),
        ((".",), 3),
        (("harbour",), 1),
        (("harbour", "plans/harbour.md"), 1),
    ):
        ran = acct("lint", "--json", "--fail-on", "never", *words, cwd=book)
        assert json.loads(ran.out)["checked"] == checked, words
    assert json.loads(acct("lint", "--json", "--fail-on", "never", "wren.md", cwd=book / "plans" / "north").out)["checked"] == 1
    refused(acct("lint", "harbor", cwd=book), "no account is called “harbor”", "harbour")
    refused(acct("lint", "/etc/passwd", cwd=book), "outside the book")
    refused(acct("lint", "plans/none.md", cwd=book))


def test_a_plan_on_stdin(acct: Acct, book: Path) -> None:
    ran = acct("lint", "-", "--json", cwd=book, stdin=FAULTY)
    assert ran.code == 1
    assert {finding["file"] for finding in json.loads(ran.out)["findings"]} == {"plans/stdin.md"}
    ran = acct("lint", "-", "--stdin-filename", PLAN, "--format", "concise", cwd=book, stdin=FAULTY)
    assert all(line.startswith(f"{PLAN}:") for line in ran.out.splitlines())
    assert acct("lint", "-", cwd=book, stdin="").code == 1
    assert acct("lint", "-", cwd=book, stdin=b"\xff\xfe").code == 1
    assert acct("lint", *QUIET, "-", cwd=book, stdin=CLEAN).code == 0


def test_then(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(FAULTY)
    commit_all(book, "Nobody's", "2026-11-10T10:00:00+01:00")
    assert "AP203" in codes(acct("lint", "--json", cwd=book))
    before = acct("lint", "--json", "--fail-on", "never", "--as-of", "2026-11-05", cwd=book)
    assert "AP203" not in codes(before)
    assert before.err.startswith("as of 2026-11-05 → ")


def test_the_day_decides_what_is_late(acct: Acct, book: Path) -> None:
    assert "AP202" not in codes(acct("lint", "--json", "--fail-on", "never", cwd=book))
    late = codes(acct("lint", "--json", "--fail-on", "never", "--today", "2027-06-01", cwd=book))
    assert late > codes(acct("lint", "--json", "--fail-on", "never", cwd=book))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no front matter\n",
        BROKEN,
        "---\n- a\n---\n",
        "---\n---\n",
        "\ufeff",
        "---\naccount: [",
        "---\na: b\na: c\n---\n",
        LITE.replace("\n", "\r\n"),
        "---\naccount: &x A\nowner: *x\n---\n",
        "x" * 2_000_000,
        "---\n" + "[" * 5000 + "\n---\n",
    ],
)
def test_nothing_in_a_file_crashes_it(acct: Acct, book: Path, text: str) -> None:
    (book / "plans" / "odd.md").write_text(text)
    ran = acct("lint", "--json", cwd=book)
    assert ran.code in (0, 1), ran.err
    assert json.loads(ran.out)["checked"] == 2


def test_an_empty_book_is_clean(acct: Acct, book: Path) -> None:
    (book / PLAN).unlink()
    ran = acct("lint", cwd=book)
    assert ran.code == 0
    assert "0 plans checked" in ran.out


def test_the_example_book(acct: Acct, story: Path) -> None:
    document = told(acct("lint", "--json", cwd=story), "lint", code=1)
    assert document["checked"] == 18
    assert document["notes"] == []
    assert len({finding["fingerprint"] for finding in document["findings"]}) == len(document["findings"])


@pytest.mark.parametrize("folder", ["plans/empty", "facts", "facts/"])
def test_a_folder_without_plans_is_no_clean_bill(acct: Acct, book: Path, folder: str) -> None:
    (book / folder).mkdir()
    refused(acct("lint", folder, cwd=book), f"no plan lies in {folder.rstrip('/')}", "Name a folder below plans")
    refused(acct("lint", "harbour", folder, cwd=book), "no plan lies in")


@pytest.mark.parametrize("words", [(), (".",), ("plans",)])
def test_a_book_without_plans_has_nothing_to_find(acct: Acct, book: Path, words: tuple[str, ...]) -> None:
    (book / PLAN).unlink()
    ran = acct("lint", *words, cwd=book)
    assert ran.code == 0
    assert "0 plans checked" in ran.out
