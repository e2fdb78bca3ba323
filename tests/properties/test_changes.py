"""Changes are the whole difference: put into the old plan, they give the new one, forwards and backwards, for every pair of a history."""

from __future__ import annotations

import random
from copy import deepcopy
from itertools import permutations
from pathlib import Path

from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from jsonpatch import JsonPatch

from acctplan.analysis.changes import changes
from acctplan.analysis.difference import difference
from acctplan.analysis.json_patch import json_patch
from acctplan.analysis.keyed import KeyedOnce, body_parts
from acctplan.analysis.order import reordered
from acctplan.model.book import Book, Entry
from acctplan.model.plan import Plan
from acctplan.model.settings import Settings
from acctplan.model.team import NOBODY
from acctplan.planfile.parse import parse
from tests.conftest import git

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
    once = KeyedOnce()
    for old, new in permutations(history(text, seed), 2):
        found = changes(old, new)
        assert found == changes(old, new, once)
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
def test_so_they_do_where_items_were_renamed_moved_and_reworded(text: str, seed: int) -> None:
    plan = read(text)
    rng, versions = random.Random(seed), [plan] if plan else []
    for number in range(3 if plan else 0):
        versions.append(reshaped(versions[-1], rng, f"r{number}"))
    for old, new in permutations(versions, 2):
        assert applied(state_of(old), changes(old, new)) == state_of(new)


@FEW
@given(plan_texts(), SEEDS)
def test_a_patch_leads_from_each_version_to_each_other(text: str, seed: int) -> None:
    rng = random.Random(seed)
    versions = [plan._replace(id="a/b~1") for plan in history(text, seed)]
    versions += [reshaped(versions[-1], rng, "r")] if versions else []
    for old, new in permutations(versions, 2):
        states = [Book(Settings(), NOBODY, {plan.id: Entry(plan.id, "plans/x.md", plan=plan)}) for plan in (old, new)]
        result = difference(*states, old_said="", new_said="")
        before, after = ({plan.id: {"fields": plan.tree, "body": plan.body}} for plan in (old, new))
        assert JsonPatch(json_patch(result)).apply(before) == (after if result.plans else before)


def test_records_of_a_list_are_not_those_of_a_mapping() -> None:
    listed, named = ({"goals": {"g": {"notes": notes}}} for notes in ([{"id": "a", "text": "x"}], {"a": {"id": "a", "text": "x"}}))
    told = [(change.path, change.kind) for change in changes(Plan("p", listed), Plan("p", named))]
    assert told == [(("goals", "g", "notes"), "changed")]


def test_a_heading_in_fenced_code_is_none() -> None:
    parts = body_parts("Before.\n\n# One\n\n```sh\n# no heading\n~~~\n```\n## One\nmore\n")
    assert list(parts) == ["opening", "one", "one-2"]
    assert "# no heading" in parts["one"]
    assert "".join(parts.values()) == "Before.\n\n# One\n\n```sh\n# no heading\n~~~\n```\n## One\nmore\n"


def test_the_example_book_from_each_snapshot_to_each_other(story: Path) -> None:
    tags = git(story, "tag").split()
    for name in ("larchfield-outfitters", "kestrel-airports", "tern-logistics"):
        held = [plan for tag in tags if (plan := read(git(story, "show", f"{tag}:plans/{name}.md") + "\n"))]
        assert len(held) == len(tags) == 8
        for old, new in permutations(held, 2):
            assert applied(state_of(old), changes(old, new)) == state_of(new)


def test_a_body_of_very_many_headings_is_one_part() -> None:
    assert len(body_parts("# a\n" * 300)) == 300
    assert list(body_parts("# a\n" * 400)) == ["opening"]


def reshaped(plan: Plan, rng: random.Random, tag: str) -> Plan:
    """The plan with an item under another id, one in another block, one with other key results, and another heading in the body."""
    tree = deepcopy(dict(plan.tree))
    blocks = [block for block in ("goals", "risks", "actions", "opportunities", "milestones") if isinstance(tree.get(block), dict)]
    for act in rng.choices(("rename", "move", "reword", "within", "records"), k=3) if blocks else ():
        source = tree[rng.choice(blocks)]
        if not source:
            continue
        key = rng.choice(list(source))
        if act == "rename":
            source[f"{key}-{tag}"] = source.pop(key)
        elif act == "move":
            tree[rng.choice(blocks)][key] = source.pop(key)
        elif isinstance(source[key], dict) and act == "reword":
            source[key]["title"] = f"{source[key].get('title')} {tag}"
        elif isinstance(source[key], dict) and act == "within":
            source[key]["key_results"] = {f"k{rng.randint(0, 3)}": {"metric": f"m{rng.randint(0, 2)}", "target": tag}}
        elif isinstance(source[key], dict):
            source[key]["signals"] = [{"seen_on": f"2026-10-0{rng.randint(1, 4)}", "what": f"They asked {rng.randint(0, 2)}"} for _ in "ab"]
    body = f"{plan.body}\n# Heading {rng.randint(0, 2)}\n\nWords {tag}.\n"
    return plan._replace(tree=tree, body=body if rng.random() < 0.5 else plan.body.replace("# Heading", "## Other"))


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
