"""Many commands at once: as many commits as successes, no value lost, and who comes second gets a turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import git

from .crowd import books_of, crowd, nothing_lost

TURNED_AWAY = "acctplan: another acctplan command is writing to this book.\n  Try again when it has ended.\n"


def _hold(book: Path, plans: list[str], turns: int) -> float:
    """Let one writer a plan named commit so often, all at once; the share that was turned away, each after ten seconds of waiting."""
    start = git(book, "rev-parse", "HEAD")
    done = crowd(book, plans, turns=turns)
    nothing_lost(book, start, done)
    refused = [turn for turn in done if turn.code]
    assert {turn.said for turn in refused} <= {TURNED_AWAY}
    assert all(turn.seconds >= 10 for turn in refused)
    return len(refused) / len(done)


def test_four_writers_of_one_plan(book: Path) -> None:
    assert _hold(book, ["harbour"] * 4, 3) == 0


def test_four_writers_of_four_plans(book: Path) -> None:
    assert _hold(book, books_of(book, 4), 3) == 0


@pytest.mark.deep
def test_sixteen_writers_of_one_plan_fifty_times(book: Path) -> None:
    """On a busy machine some wait in vain; most get their turn."""
    assert _hold(book, ["harbour"] * 16, 50) < 0.25


@pytest.mark.deep
def test_sixteen_writers_of_sixteen_plans_fifty_times(book: Path) -> None:
    assert _hold(book, books_of(book, 16), 50) < 0.25
