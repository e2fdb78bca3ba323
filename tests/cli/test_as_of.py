"""`--as-of`: a day to come is told as one, and stands for the last commit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran, git

from .asked import refused

Acct = Callable[..., Ran]


@pytest.mark.parametrize("words", [("show", "harbour"), ("status",), ("list", "actions"), ("lint",)])
def test_a_day_to_come_is_told(acct: Acct, book: Path, words: tuple[str, ...]) -> None:
    tip = git(book, "rev-parse", "--short=8", "HEAD")
    ran = acct(*words, "--as-of", "2027-03-01", cwd=book)
    assert ran.code in (0, 1)
    assert ran.err.splitlines()[0] == f"as of 2027-03-01, which is still to come → {tip} of 2026-11-02"
    today = acct(*words, "--as-of", "2026-11-20", cwd=book)
    assert today.err.splitlines()[0] == f"as of 2026-11-20 → {tip} of 2026-11-02"
    assert ran.out == today.out


def test_a_diff_to_a_day_to_come_says_so(acct: Acct, book: Path) -> None:
    ran = acct("diff", "2026-11-02..2027-03-01", cwd=book)
    assert ran.code == 0
    assert "2027-03-01, which is still to come" in ran.out + ran.err


def test_a_period_to_come_is_refused(acct: Acct, book: Path) -> None:
    refused(acct("show", "harbour", "--as-of", "FY2028-Q2", cwd=book), "begins on 2027-05-01: nothing is known of it yet")
