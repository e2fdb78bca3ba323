"""Each writing command on each item of the example book: done as asked and nothing else, or refused in a line."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from acctplan.cli.items import every_item
from acctplan.planfile.parse import parse
from acctplan.planfile.split import Halves, split
from tests.conftest import Ran

from .asked import refused

Acct = Callable[..., Ran]
DONE = {"goals", "actions", "milestones", "questions", "risks", "success_criteria", "challenges"}
MOVED = {"goals", "actions", "milestones", "questions", "opportunities", "our_goals", "asks", "key_results"}


def commands(plan: str, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Command lines on an item, and whether its kind allows them."""
    word = ".".join(path)
    yield ("done", plan, word, "It is so"), path[-2] in DONE
    yield ("move", plan, word, "2031-05-05", "--why", "It is late"), path[-2] in MOVED
    yield ("remove", plan, word, "--force"), True


def try_all(acct: Acct, book: Path, file: Path) -> int:
    """Run every command on every item of a plan, each from the same text; how many were run."""
    text = file.read_bytes()
    plan = parse(text.decode(), file.stem).plan
    assert plan is not None
    count = 0
    for path in every_item(plan):
        for words, allowed in commands(file.stem, path):
            ran = acct(*words, cwd=book)
            count += 1
            after = file.read_bytes()
            if ran.code or not allowed:
                assert not allowed, ran
                refused(ran)
                assert after == text
                continue
            assert "already" in ran.err or after != text
            holds(text.decode(), after.decode(), path, words)
            file.write_bytes(text)
    return count


def holds(before: str, after: str, path: tuple[str, ...], words: tuple[str, ...]) -> None:
    """The text is a plan without new faults, its body is as it was, and what changed in meaning is the item."""
    halves = [split(text) for text in (before, after)]
    assert isinstance(halves[0], Halves) and isinstance(halves[1], Halves)
    assert halves[0].body == halves[1].body
    old, new = parse(before, "plan"), parse(after, "plan")
    assert new.plan is not None and old.plan is not None
    assert {(fault.code, fault.path) for fault in new.faults} <= {(fault.code, fault.path) for fault in old.faults}
    changed = [block for block in old.plan.tree if old.plan.tree[block] != new.plan.tree.get(block)]
    assert changed in ([path[0]], []), words
    if words[0] != "remove":
        gone = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line.startswith("- ")]
        assert len(gone) <= 8, words


def test_a_lite_plan(acct: Acct, demo: Path) -> None:
    assert try_all(acct, demo, demo / "plans" / "harbour-bakery-group.md") > 20


@pytest.mark.deep
def test_all_plans(acct: Acct, demo: Path) -> None:
    assert sum(try_all(acct, demo, file) for file in sorted((demo / "plans").glob("*.md"))) > 1000
