"""`fmt`: short form and long form over one plan and the book; what is told, committed, left as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all, git

Acct = Callable[..., Ran]
PLAN = "plans/harbour.md"
WREN = """---
account: Wren Ferries
owner: lee
actions:
  a: {do: Call, owner: lee, due: 2026-12-05}   # soon
  b: {do: Wait, note: long}
  c: Ask (lee, 2026-12-07)
---
By sea.
"""


@pytest.fixture
def two(book: Path) -> Path:
    """A book of two plans, all committed on 2026-11-02."""
    (book / "plans" / "wren.md").write_text(WREN)
    commit_all(book, "Start the plan of Wren", "2026-11-02T11:00:00+01:00")
    return book


def test_long_form_of_one_plan(two: Path, acct: Acct) -> None:
    ran = acct("fmt", "--long", "harbour", cwd=two)
    assert (ran.code, ran.out) == (0, "")
    assert "plans/harbour.md: 1 key result, 2 health dimensions, 1 signal and 3 actions in long form" in ran.err.replace("\n  ", " ")
    assert "1 plan changed." in ran.err
    text = (two / PLAN).read_text()
    assert "  fix-export:\n    do: Get a date for the fix from product\n    owner: dana\n    due: 2026-11-30\n" in text
    assert (two / "plans/wren.md").read_text() == WREN


def test_there_and_back_is_the_same_file(two: Path, acct: Acct) -> None:
    crlf = ("\ufeff" + LITE).replace("\n", "\r\n").encode()
    (two / PLAN).write_bytes(crlf)
    acct("fmt", "--long", cwd=two)
    assert (two / PLAN).read_bytes() != crlf
    acct("fmt", "--short", cwd=two)
    assert (two / PLAN).read_bytes() == crlf


def test_the_whole_book_and_what_stays_long(two: Path, acct: Acct) -> None:
    ran = acct("fmt", "--short", cwd=two)
    assert ran.code == 0
    assert "plans/wren.md: 1 action in short form" in ran.err and "1 item stays long" in ran.err
    assert (two / "plans/wren.md").read_text() == WREN.replace("{do: Call, owner: lee, due: 2026-12-05}", "Call (lee, 2026-12-05)")
    again = acct("fmt", "--short", cwd=two)
    assert (again.code, again.out) == (0, "") and "Nothing to change: 2 plans are in short form." in again.err


def test_one_mechanical_commit_that_refreshes_no_age(two: Path, acct: Acct) -> None:
    before = git(two, "rev-list", "--count", "HEAD")
    ages = [acct("show", "harbour", "--json", "--today", "2026-12-20", cwd=two).out]
    ran = acct("fmt", "--long", "--commit", cwd=two)
    assert ran.code == 0 and "2 plans changed and committed; no age is refreshed." in ran.err
    assert int(git(two, "rev-list", "--count", "HEAD")) == int(before) + 1
    assert git(two, "show", "--format=", "--name-only", "HEAD").split() == [PLAN, "plans/wren.md"]
    message = git(two, "log", "-1", "--format=%B")
    assert message.startswith("Write 1 key result, 2 health dimensions, 1 signal and 4 actions in long form\n\nplans/harbour.md: ")
    assert "\nplans/wren.md: 1 action in long form\n" in message
    assert git(two, "log", "-1", "--format=%(trailers:key=Acctplan-Mechanical,valueonly)").strip() == "yes"
    ages.append(acct("show", "harbour", "--json", "--today", "2026-12-20", cwd=two).out)
    assert ages[0] == ages[1]
    assert '"goals": 48' in ages[1]  # days from 2026-11-02 to 2026-12-20
    assert git(two, "status", "--porcelain") == ""


def test_a_message_of_ones_own_keeps_the_mark(two: Path, acct: Acct) -> None:
    assert acct("fmt", "--short", "-m", "Shorter", cwd=two).code == 0
    assert git(two, "log", "-1", "--format=%s") == "Shorter"
    assert git(two, "log", "-1", "--format=%(trailers:key=Acctplan-Mechanical,valueonly)").strip() == "yes"


def test_a_commit_without_the_mark_refreshes_no_age_either(two: Path, acct: Acct) -> None:
    before = acct("show", "harbour", "--json", "--today", "2026-12-20", cwd=two).out
    assert "Acctplan-Mechanical" not in acct("fmt", "--long", cwd=two).err
    commit_all(two, "Longer", "2026-12-10T10:00:00+01:00")
    assert acct("show", "harbour", "--json", "--today", "2026-12-20", cwd=two).out == before


def test_dry_run_and_diff(two: Path, acct: Acct) -> None:
    dry = acct("fmt", "--short", "--dry-run", cwd=two)
    lines = "-  a: {do: Call, owner: lee, due: 2026-12-05}   # soon\n+  a: Call (lee, 2026-12-05)   # soon\n"
    assert dry.code == 0 and lines in dry.out and "Nothing was written" in dry.err and "1 plan would change" in dry.err
    assert (two / "plans/wren.md").read_text() == WREN and git(two, "status", "--porcelain") == ""
    done = acct("fmt", "--short", "--diff", cwd=two)
    assert done.code == 0 and done.out == dry.out
    assert (two / "plans/wren.md").read_text() != WREN


def test_a_plan_that_cannot_be_read_is_named_and_the_others_are_done(two: Path, acct: Acct) -> None:
    (two / "plans/bad.md").write_text("---\naccount: Bad\naccount: Twice\n---\n")
    ran = acct("fmt", "--short", cwd=two)
    assert ran.code == 2
    assert "Left as it is: plans/bad.md:3:1: AP103" in ran.err.replace("\n  ", " ") and "plans/wren.md: 1 action in short form" in ran.err
    assert (two / "plans/bad.md").read_text() == "---\naccount: Bad\naccount: Twice\n---\n"


@pytest.mark.parametrize("flags", [[], ["--short", "--long"]], ids=["none", "both"])
def test_one_form_must_be_named(two: Path, acct: Acct, flags: list[str]) -> None:
    ran = acct("fmt", *flags, cwd=two)
    assert ran.code == 2 and "Use --short or --long" in ran.err and "Traceback" not in ran.err


def test_somebodys_unsaved_work_is_not_committed(two: Path, acct: Acct) -> None:
    mine = WREN.replace("By sea.", "By sea and rail.")
    (two / "plans/wren.md").write_text(mine)
    ran = acct("fmt", "--short", "--commit", cwd=two)
    assert ran.code == 2 and "wren.md" in ran.err
    assert (two / "plans/wren.md").read_text() == mine and (two / PLAN).read_text() == LITE


def test_no_such_plan(two: Path, acct: Acct) -> None:
    ran = acct("fmt", "--short", "harbor", cwd=two)
    assert ran.code == 2 and "harbour" in ran.err


def test_a_plan_from_stdin_to_stdout(two: Path, acct: Acct) -> None:
    text = ("\ufeff" + WREN.replace("account: Wren", "account: Wrén")).replace("\n", "\r\n")
    ran = acct("fmt", "--short", "-", cwd=two, stdin=text)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == text.replace("{do: Call, owner: lee, due: 2026-12-05}", "Call (lee, 2026-12-05)")
    assert git(two, "status", "--porcelain") == ""
    assert acct("fmt", "--short", "-", "--commit", cwd=two, stdin=text).code == 2
    broken = acct("fmt", "--short", "-", cwd=two, stdin="---\naccount: X\n")
    assert (broken.code, broken.out) == (2, "") and "Left as it is: stdin:1:1: AP100" in broken.err


def test_two_files_with_one_id(two: Path, acct: Acct) -> None:
    (two / "plans/north").mkdir()
    (two / "plans/north/wren.md").write_text(WREN)
    ran = acct("fmt", "--short", cwd=two)
    files = {name: (two / name).read_text() for name in ("plans/wren.md", "plans/north/wren.md")}
    left = [name for name, text in files.items() if text == WREN]
    assert ran.code == 2 and len(left) == 1
    assert f"Left as it is: {left[0]}: another plan has the id wren." in " ".join(ran.err.split())
