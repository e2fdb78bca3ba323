"""The traps of the example book: each is found on its day, by its rule, on its plan, and not before it was set."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from acctplan.model.settings import Settings
from acctplan.resources import shipped
from acctplan.rules._judge import chosen_rules
from acctplan.rules._lint import lint
from acctplan.store.aging import ages_of
from acctplan.store.git import discover
from acctplan.store.moment import resolve
from acctplan.store.shelf import read_book, read_desk
from acctplan.store.skeleton import template_blocks
from acctplan.store.source import source_of
from acctplan.store.story import replay
from acctplan.store.versions import Versions

TRAPS: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(Path(__file__).with_name("traps.yaml").read_text("utf-8"))
IDS = [f"{row['trap']}: {row['plan']} {row['rule']} {row['on']}" for row in TRAPS]
Find = Callable[[dict[str, Any], date], list[str]]


@pytest.fixture(scope="session")
def northpeak(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example book with its whole history."""
    book = tmp_path_factory.mktemp("northpeak") / "book"
    replay(shipped("examples") / "northpeak", book)
    return book


@pytest.fixture
def find(northpeak: Path) -> Find:
    """Paths that a row's rule finds on its plan, in the book as it stood at the end of a day."""
    repository = discover(northpeak)
    assert repository is not None

    def found(row: dict[str, Any], day: date) -> list[str]:
        newest = read_desk(source_of(resolve("HEAD", repository, Settings(), day), northpeak, repository))
        state = resolve(day.isoformat(), repository, newest.settings, day)
        source = source_of(state, northpeak, repository)
        desk = read_desk(source)
        book = read_book(source, desk, [row["plan"]])
        unborn = row.get("unborn", False) and day == row["clean_on"]
        assert bool(book.plans) is not unborn, f"{row['plan']}: is there a plan on {day}?"
        blocks = template_blocks(northpeak, {plan.template_name for plan in book.plans})
        with closing(Versions(repository, desk)) as versions:
            ages = ages_of(repository, book.entries.values(), versions, today=day, until=state.commit or "HEAD")
            findings = lint(book, chosen_rules(desk.settings, select=[row["rule"]]), ages, today=day, blocks=blocks).findings
        return [finding.path for finding in findings if finding.plan == row["plan"]]

    return found


@pytest.mark.parametrize("row", TRAPS, ids=IDS)
def test_the_trap_is_found(find: Find, row: dict[str, Any]) -> None:
    assert find(row, row["on"]), f"{row['rule']} is silent on {row['on']}"


@pytest.mark.parametrize("row", TRAPS, ids=IDS)
def test_nothing_is_found_before_the_trap(find: Find, row: dict[str, Any]) -> None:
    assert find(row, row["clean_on"]) == []
