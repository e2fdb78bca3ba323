"""Many commands at once: as many commits as successes, no value lost, and nobody is turned away for being second."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import git

from .crowd import books_of, crowd, nothing_lost


def _same(book: Path, writers: int, turns: int) -> None:
    start = git(book, "rev-parse", "HEAD")
    done = crowd(book, ["harbour"] * writers, turns=turns)
    nothing_lost(book, start, done)
    assert [turn for turn in done if turn.code] == []


def _different(book: Path, writers: int, turns: int) -> None:
    names = books_of(book, writers)
    start = git(book, "rev-parse", "HEAD")
    done = crowd(book, names, turns=turns)
    nothing_lost(book, start, done)
    assert [turn for turn in done if turn.code] == []


def test_four_writers_of_one_plan(book: Path) -> None:
    _same(book, 4, 3)


def test_four_writers_of_four_plans(book: Path) -> None:
    _different(book, 4, 3)


@pytest.mark.deep
def test_sixteen_writers_of_one_plan_fifty_times(book: Path) -> None:
    _same(book, 16, 50)


@pytest.mark.deep
def test_sixteen_writers_of_sixteen_plans_fifty_times(book: Path) -> None:
    _different(book, 16, 50)
