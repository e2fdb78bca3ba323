"""A merge holds what both sides said: independent changes both, dependent ones between marks, and not a word less."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from acctplan.model.merge import Merged
from acctplan.planfile.merge import merge
from acctplan.planfile.parse import parse
from acctplan.store.line_merge import merge_lines

from .merge_oracle import leaves, tags_in, wrong
from .plan_changes import anything, changed, half
from .plan_texts import PEOPLE, plan_texts
from .test_splice import HOUSE

SEEDS = st.integers(0, 2**32)
FEW, MANY = examples(HOUSE, max_examples=60), examples(HOUSE, max_examples=1500)


def merged(base: str, ours: str, theirs: str) -> Merged:
    return merge(base, ours, theirs, people=PEOPLE, lines=merge_lines)


def sound(text: str) -> bool:
    return not parse(text, "plan", PEOPLE, typed=()).broken and parse(text, "plan", PEOPLE, typed=()).plan is not None


def both_survive(text: str, seed: int) -> None:
    if not sound(text):
        return
    ours = changed(text, random.Random(seed), "a", half(0))
    theirs = changed(text, random.Random(seed + 1), "b", half(1))
    result = merged(text, ours, theirs)
    assert (result.conflicts, result.doubt) == (0, "")
    assert wrong(text, ours, theirs, result.text) == []
    assert tags_in(result.text) == tags_in(ours, theirs)


def symmetric(text: str, seed: int) -> None:
    if not sound(text):
        return
    ours, theirs = (changed(text, random.Random(seed + number), tag, anything) for number, tag in enumerate("ab"))
    one, other = merged(text, ours, theirs), merged(text, theirs, ours)
    assert (one.conflicts == 0, one.doubt) == (other.conflicts == 0, other.doubt)
    if one.doubt:
        return
    assert wrong(text, ours, theirs, one.text) == []
    assert tags_in(one.text) == tags_in(other.text) == tags_in(ours, theirs)
    if not one.conflicts:
        assert leaves(one.text) == leaves(other.text)


def unchanged_sides(text: str, seed: int) -> None:
    if not sound(text):
        return
    ours = changed(text, random.Random(seed), "a", anything)
    assert merged(text, ours, text) == merged(text, text, ours) == merged(text, ours, ours) == Merged(ours)
    assert merged(text, text, text) == Merged(text)


@FEW
@given(plan_texts(), SEEDS)
def test_independent_changes_both_survive(text: str, seed: int) -> None:
    both_survive(text, seed)


@FEW
@given(plan_texts(), SEEDS)
def test_a_merge_is_the_same_from_both_sides_and_loses_nothing(text: str, seed: int) -> None:
    symmetric(text, seed)


@FEW
@given(plan_texts(), SEEDS)
def test_a_side_that_changed_nothing_leaves_the_other_byte_for_byte(text: str, seed: int) -> None:
    unchanged_sides(text, seed)


@pytest.mark.deep
@pytest.mark.parametrize("check", [both_survive, symmetric, unchanged_sides], ids=lambda check: check.__name__)
def test_merges_deep(check: Callable[[str, int], None]) -> None:
    MANY(given(plan_texts(), SEEDS)(check))()
