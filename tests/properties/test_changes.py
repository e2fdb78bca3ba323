"""Changes are the whole difference: put into the old plan, they give the new one, forwards and backwards, for every pair of a history."""

from __future__ import annotations

import random
from itertools import permutations

from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from acctplan.analysis.changes import changes
from acctplan.analysis.order import reordered
from acctplan.model.plan import Plan
from acctplan.planfile.parse import parse

from .change_oracle import applied, state_of
from .plan_changes import changed
from .plan_texts import PEOPLE, plan_texts
from .test_splice import HOUSE

SEEDS = st.integers(0, 2**32)
FEW = examples(HOUSE, max_examples=60)


def read(text: str) -> Plan | None:
    return parse(text, "plan", PEOPLE, typed=()).plan


def history(text: str, seed: int, versions: int = 4) -> list[Plan]:
    """A plan and what people made of it, one after another; empty for a text that is no plan."""
    rng, plans = random.Random(seed), []
    for number in range(versions):
        plan = read(text)
        if plan is None:
            return plans
        plans.append(plan)
        text = changed(text, rng, f"v{number}", most=4)
    return plans


@FEW
@given(plan_texts(), SEEDS)
def test_changes_put_into_the_old_plan_give_the_new_one(text: str, seed: int) -> None:
    for old, new in permutations(history(text, seed), 2):
        found = changes(old, new)
        assert applied(state_of(old), found) == state_of(new)
        assert bool(found) == (state_of(old) != state_of(new))


@FEW
@given(plan_texts(), plan_texts())
def test_so_they_do_between_plans_that_have_nothing_to_do_with_each_other(one: str, other: str) -> None:
    old, new = read(one), read(other)
    if old and new:
        assert applied(state_of(old), changes(old, new)) == state_of(new)


@FEW
@given(plan_texts(), SEEDS)
@example("---\naccount: A\n---\n", 0)
def test_an_order_is_no_change(text: str, seed: int) -> None:
    plan = read(text)
    if plan is None:
        return
    rng = random.Random(seed)
    other = plan._replace(tree=_shuffled(plan.tree, rng))
    assert changes(plan, plan) == []
    assert [change for change in changes(plan, other) if change.path[0] not in ("voice", "swot")] == []
    assert reordered(plan, plan) == []
    assert all(sorted(map(repr, change.old)) == sorted(map(repr, change.new)) for change in reordered(plan, other))


def _shuffled(value: object, rng: random.Random) -> object:
    if isinstance(value, dict):
        keys = rng.sample(list(value), len(value))
        return {key: _shuffled(value[key], rng) for key in keys}
    return rng.sample(value, len(value)) if isinstance(value, list) else value
