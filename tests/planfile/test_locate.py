"""Places found in one field's lines alone are those in the whole text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from acctplan.model.finding import Position
from acctplan.planfile.events import Refused
from acctplan.planfile.locate import Places, place
from acctplan.planfile.nodes import Node, read_nodes
from acctplan.planfile.split import Halves, split

from .test_sections import PLAN, TRAPS


def _paths(node: Node, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield above
    for index, (key, value) in enumerate(node.entries):
        step = str(index) if key is None else key.value
        if step is not None:
            yield from _paths(value, (*above, step))


def _by_the_whole(text: str) -> Node | None:
    halves = split(text)
    try:
        return read_nodes(halves.front) if isinstance(halves, Halves) else None
    except Refused:
        return None


def _agree(text: str) -> int:
    """How many places were compared; all are where the whole text has them."""
    root = _by_the_whole(text)
    if root is None:
        return 0
    places = Places(text)
    compared = 0
    for path in _paths(root):
        for asked in (path, (*path, "nothing-of-that-name")):
            for name in (False, True):
                best = place(root, asked, name=name)
                assert places.at(asked, name=name) == (Position(best.line + 2, best.column + 1) if best else Position()), (asked, name)
                compared += 1
    return compared


@pytest.mark.parametrize("trap", TRAPS)
def test_every_place_of_a_trap(trap: str) -> None:
    _agree(TRAPS[trap])


def test_every_place_of_a_plan() -> None:
    assert _agree(PLAN) > 50


def test_every_place_of_the_example_book(story: Path) -> None:
    assert sum(_agree(path.read_text("utf-8")) for path in sorted(story.glob("plans/**/*.md"))) > 5_000


def test_a_field_beside_one_that_cannot_be_read_has_its_place() -> None:
    text = PLAN.replace("team: {dana: csm}", "team: {dana: csm, dana")
    assert Places(text).at(("actions", "call")) == Position(16, 9)
    assert Places(text).at(("team",)) == Position()


def test_a_field_that_is_not_there_is_placed_at_the_top() -> None:
    assert Places(PLAN).at(("risks", "late")) == Position()
    assert Places("no plan at all").at(("owner",)) == Position()
