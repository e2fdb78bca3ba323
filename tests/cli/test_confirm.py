"""`confirm`: blocks that are still true."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, git

from .asked import PLAN, lines_changed, refused

Acct = Callable[..., Ran]


def test_blocks_are_confirmed(acct: Acct, book: Path) -> None:
    ran = acct("confirm", "harbour", "stakeholders", "risks", cwd=book)
    assert (ran.code, ran.err) == (0, "plans/harbour.md: stakeholders and risks confirmed on 2026-11-20.\n")
    assert lines_changed(book) == ["+ confirmed:\n", "+   stakeholders: 2026-11-20\n", "+   risks: 2026-11-20\n"]
    assert acct("confirm", "harbour", "risks", "--today", "2026-11-25", cwd=book).code == 0
    assert "  risks: 2026-11-25\n" in (book / PLAN).read_text()
    assert acct("confirm", "harbour", "risks", "--today", "2026-11-25", cwd=book).err == "plans/harbour.md: nothing to change.\n"


@pytest.mark.parametrize(
    ("block", "said"),
    [("stakeholder", "stakeholders"), ("nonsense", "Did you mean"), ("units", "units"), ("risks.payroll-export", "risks")],
)
def test_what_confirm_refuses(acct: Acct, book: Path, block: str, said: str) -> None:
    refused(acct("confirm", "harbour", block, cwd=book), said)
    assert (book / PLAN).read_text() == LITE


def test_an_empty_block_cannot_be_confirmed(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("posture: retain\n", "posture: retain\nunits: {}\n"))
    refused(acct("confirm", "harbour", "units", cwd=book), "units")


def test_history_tells_a_confirmation(acct: Acct, book: Path) -> None:
    assert acct("confirm", "harbour", "risks", "--commit", cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%s") == "Harbour Bakery Group: risks still true"
    assert "still true" in acct("history", "harbour", cwd=book).out


def test_a_block_that_is_none_is_said_so(acct: Acct, book: Path) -> None:
    refused(acct("confirm", "harbour", "riskz", cwd=book), "there is no block “riskz”", "Did you mean risks")
