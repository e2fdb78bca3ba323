"""A text led toward a tree: the edits that are left to make, and the text once they are made."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from typing import Any

from acctplan.errors import AcctplanError
from acctplan.model.block import BLOCKS
from acctplan.model.edit import Edit

from .apply import meaning
from .parse import parse
from .splice import splice
from .three_way import same

_MOST = 60


def edits_toward(tree: Mapping[str, Any], wanted: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[Edit]:
    """What it takes to make one long-form tree mean another; both are without what says nothing."""
    for key in tree:
        if key not in wanted:
            yield Edit("remove", (*path, key))
    before = ""
    for key, value in wanted.items():
        held = tree.get(key)
        if isinstance(held, dict) and isinstance(value, dict) and held.keys() & value.keys():
            yield from edits_toward(held, value, (*path, key))
        elif isinstance(held, list) and isinstance(value, list) and len(held) == len(value):
            yield from _entries(held, value, (*path, key))
        elif held is None and path:
            yield Edit("insert", (*path, key), value, after=before) if before else Edit("add", (*path, key), value)
        elif not same(held, value):
            yield Edit("set", (*path, key), value)
        before = key


def _entries(held: Sequence[Any], wanted: Sequence[Any], path: tuple[str, ...]) -> Iterator[Edit]:
    """What it takes to make the entries of a list mean others, one by one."""
    for place, (was, value) in enumerate(zip(held, wanted, strict=True)):
        if isinstance(was, dict) and isinstance(value, dict):
            yield from edits_toward(was, value, (*path, str(place)))
        elif not same(was, value):
            yield Edit("set", (*path, str(place)), value)


def led(text: str, wanted: Mapping[str, Any], people: Container[str]) -> str | None:
    """The text once it means a tree, its items in that order; None where it cannot be led there without a doubt."""
    tree = tree_of(text, people)
    edits = list(edits_toward(tree, wanted)) if tree is not None else []
    if tree is None or len(edits) > _MOST:
        return None
    try:
        text = splice(text, edits, people)
    except AcctplanError:
        return None
    for move in _moves(tree_of(text, people) or {}, wanted):
        with suppress(AcctplanError):
            text = splice(text, [move], people)
    return text if same(tree_of(text, people), wanted) else None


def tree_of(text: str, people: Container[str]) -> dict[str, Any] | None:
    """What a text says in long form, without what says nothing; None where it cannot be trusted."""
    parsed = parse(text, "plan", people, typed=())
    return None if parsed.plan is None or parsed.broken else meaning(parsed.plan.tree)


def _moves(tree: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[Edit]:
    """The fewest moves that bring the items of each block in their order."""
    for block, items in wanted.items():
        held = tree.get(block)
        if block not in BLOCKS or BLOCKS[block].shape != "items" or not isinstance(held, dict) or list(held) == list(items):
            continue
        order, first = list(items), next(iter(held))
        runs = SequenceMatcher(None, list(held), order, autojunk=False).get_matching_blocks()
        staying = {order[place] for run in runs for place in range(run.b, run.b + run.size)}
        for place, item in enumerate(order):
            if item not in staying:
                yield Edit("move", (block, item), after=order[place - 1]) if place else Edit("move", (block, item), before=first)
