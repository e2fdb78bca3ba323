"""A write changes what was asked and not one byte more: on our fixtures, the example book and every style of plan."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acctplan.errors import AcctplanError
from acctplan.model.edit import Edit
from acctplan.model.identifier import slug_of
from acctplan.planfile.events import pure
from acctplan.planfile.nodes import Node, nodes_of
from acctplan.planfile.parse import parse
from acctplan.planfile.splice import splice
from acctplan.planfile.split import Halves, split
from acctplan.planfile.tree import _Builder
from acctplan.planfile.widen import widen

from .plan_texts import PEOPLE, plan_texts, texts

FORMAT = Path(__file__).parent.parent / "fixtures" / "format"
HOUSE = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
NORMAL = settings(HOUSE, max_examples=300, derandomize=True)
DEEP = settings(HOUSE, max_examples=10_000)


# What an edit must do, told without the code under test.


def front_of(text: str) -> Halves:
    halves = split(text)
    assert isinstance(halves, Halves)
    return halves


@lru_cache(maxsize=8)
def nodes(front: str) -> Node | None:
    """Where everything stands, by the slow parser."""
    return nodes_of(pure(front), front)


@lru_cache(maxsize=8)
def long_form(text: str) -> dict[str, Any]:
    """What a plan says, by the slow parser, in long form."""
    tree = _Builder().run(pure(front_of(text).front))
    return widen(tree or {}, PEOPLE)


def said(value: Any) -> Any:
    """A tree without what says nothing."""
    if isinstance(value, dict):
        return {key: inner for key, item in value.items() if (inner := said(item)) not in (None, {}, [])}
    return [said(item) for item in value] if isinstance(value, (list, tuple)) else value


def made(tree: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """The tree with the edit made."""
    result = copy.deepcopy(tree)
    holder: Any = result
    for step in edit.path[:-1]:
        inner = holder[int(step)] if isinstance(holder, list) else holder.get(step)
        if not isinstance(inner, (dict, list)):
            inner = holder[step] = {}
        holder = inner
    last: Any = int(edit.path[-1]) if isinstance(holder, list) else edit.path[-1]
    if edit.op == "remove":
        del holder[last]
    else:
        holder[last] = edit.value
    return result


def trail_of(root: Node | None, path: tuple[str, ...]) -> list[tuple[Node | None, Node]]:
    """Key and value nodes along a path, as far as the text has them; key results also by their metric's slug."""
    trail: list[tuple[Node | None, Node]] = []
    node = root
    for step in path:
        entry = node.child(step) if node else None
        if entry is None and node and "key_results" in path:
            entry = next((e for e in node.entries if e[0] and slug_of(e[0].value or "") == step), None)
        if entry is None:
            break
        trail.append(entry)
        node = entry[1]
    return trail


def last_line(front: str, node: Node) -> int:
    """The line a value ends on; blank lines after a block of text are not its own."""
    end = node.entries[-1][1] if node.entries and not node.flow else node
    if end is not node:
        return last_line(front, end)
    return (
        front.count("\n", 0, node.start + len(front[node.start : node.end].rstrip())) if node.value is not None or node.flow else node.line
    )


def touchable(front: str, edit: Edit) -> tuple[int, int] | None:
    """First line and line after the last that an edit may alter; None where it may only insert lines."""
    trail = trail_of(nodes(front), edit.path)
    if not trail:
        return None
    key, node = trail[-1]
    first = (key or node).line
    flow = next((outer for _, outer in trail if outer.flow), None)
    if flow is not None:
        return flow.line, last_line(front, flow) + 1
    blank = node.kind == "scalar" and node.value is None
    if len(trail) == len(edit.path) or not (blank or node.kind != "scalar"):
        return first, (first if blank else last_line(front, node)) + 1
    return None


def check(text: str, edit: Edit, *, must: bool = False) -> str:
    """Make an edit and hold the result against all that is promised; the text after it. `must`: it may not be refused."""
    tree = long_form(text)
    try:
        after = splice(text, [edit], PEOPLE)
    except AcctplanError as error:
        assert not must, f"refused: {error.message}"
        return text
    assert said(long_form(after)) == said(widen(made(tree, edit), PEOPLE)), "the plan says something else than was asked"
    assert parse(after, "plan", PEOPLE).broken is None
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    assert after.endswith("\n") == text.endswith("\n")
    assert after.replace("\r\n", "").count("\n") == text.replace("\r\n", "").count("\n") or "\r\n" not in text
    assert ("\r" in after) == ("\r" in text)
    outside_is_untouched(text, after, edit)
    return after


def outside_is_untouched(text: str, after: str, edit: Edit) -> None:
    halves = front_of(text)
    span = touchable(halves.front, edit)
    old, new = text.split("\n"), after.split("\n")
    if span is None:
        same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        assert old[same:] == new[len(new) - len(old) + same :], "an insertion altered a line"
        return
    first, end = span[0] + 1, span[1] + 1
    assert new[:first] == old[:first], "lines above the edit changed"
    assert new[len(new) - len(old) + end :] == old[end:], "lines below the edit changed"
    _key, node = trail_of(nodes(halves.front), edit.path)[-1]
    whole = len(trail_of(nodes(halves.front), edit.path)) == len(edit.path)
    if edit.op == "set" and whole and node.kind == "scalar" and node.value is not None and isinstance(edit.value, str) and edit.value:
        assert after.startswith(text[: halves.start + node.start]), "something before the value changed"
        tail = text[halves.start + node.start + len(halves.front[node.start : node.end].rstrip()) :]
        assert after.endswith(tail), "something after the value changed"
        if "\n" not in edit.value and last_line(halves.front, node) == node.line and node.style not in ("|", ">"):
            assert len(new) == len(old) and sum(a != b for a, b in zip(old, new, strict=True)) <= 1, "more than one line changed"


# Which edits there are to make.


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every place in a tree, inner and outer."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, str(key))
        yield from leaves(item, (*path, str(key)))


FIELDS = {
    "actions": ("do", "owner", "due", "because", "with", "note", "status"), "goals": ("title", "due", "status", "why"), "health": ("band", "cause", "note"),
    "risks": ("title", "cause", "owner"), "opportunities": ("title", "amount", "note"), "stakeholders": ("name", "support", "known_by"),
    "questions": ("ask", "answer"), "intent": ("now", "next", "how"), "pulse": ("why",), "custom": ("segment",), "external": ("crm",), "team": ("mo",),
    "story": (), "owner": (), "tier": (), "outcomes": (), "buying_process": (), "swot": ("threats",), "milestones": ("title",), "purchase": ("origin",),
}  # fmt: skip


@st.composite
def edits(draw: st.DrawFn, tree: dict[str, Any]) -> Edit:
    """An edit of a place the plan has, or of one it has not."""
    places = list(leaves(tree))
    kind = draw(st.sampled_from(("set", "set", "set", "field", "field", "item", "remove", "odd")))
    if kind in ("set", "remove") and places:
        path = draw(st.sampled_from(places))
        return Edit("remove", path) if kind == "remove" else Edit("set", path, draw(values()))
    block = draw(st.sampled_from(sorted(FIELDS)))
    if kind == "odd":
        return Edit(
            draw(st.sampled_from(("set", "add", "remove"))),
            tuple(draw(st.lists(st.sampled_from((block, "0", "one", "x y", "", "7")), min_size=1, max_size=4))),
            draw(values()),
        )
    known = tree.get(block)
    record = block in ("intent", "pulse", "custom", "external", "team", "swot", "purchase")
    if not FIELDS[block]:
        return Edit("set", (block,), draw(values()))
    field = draw(st.sampled_from(FIELDS[block]))
    if record:
        return Edit("set", (block, field), draw(values()))
    if kind == "item" or not isinstance(known, dict) or not known:
        fresh = draw(st.sampled_from(("fresh", "ramp-up", "usage")))
        return Edit("add", (block, fresh), draw(st.one_of(texts(), st.fixed_dictionaries({field: texts()}, optional={"reason": texts()}))))
    return Edit("set", (block, draw(st.sampled_from(sorted(known))), field), draw(values()))


def values() -> st.SearchStrategy[Any]:
    return st.one_of(
        texts(), texts(), texts(), st.lists(texts().filter(bool), max_size=3), st.sampled_from(("2026-12-05", "2026-Q4", "lee", "dana"))
    )


@st.composite
def plans_and_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(plan_texts())
    tree = long_form(text)
    return text, draw(st.lists(edits(tree), min_size=1, max_size=3))


def generated(given_plan: tuple[str, list[Edit]]) -> None:
    text, several = given_plan
    for edit in several:
        text = check(text, edit)


@NORMAL
@given(plans_and_edits())
def test_generated_plans(given_plan: tuple[str, list[Edit]]) -> None:
    generated(given_plan)


@pytest.mark.deep
@DEEP
@given(plans_and_edits())
def test_generated_plans_deep(given_plan: tuple[str, list[Edit]]) -> None:
    generated(given_plan)


# The plans we ship and tell stories with: nothing ordinary may be refused there.


def fixture_plan(name: str) -> str:
    """A plan of the format's description between fences."""
    return f"---\n{(FORMAT / f'{name}.yaml').read_text('utf-8')}---\n\nThey bake at night.\n"


def ordinary_edits(text: str) -> Iterator[Edit]:
    """Every scalar set anew, twice; every field and item taken away; a note and an item added wherever one may be."""
    tree = long_form(text)
    for path in leaves(tree):
        value: Any = tree
        for step in path:
            value = value[int(step)] if isinstance(value, list) else value[step]
        in_list = any(step.isdigit() for step in path)
        if isinstance(value, str) and not in_list:
            yield Edit("set", path, "2027-01-15" if value[:2] == "20" else "Phase 2: roll-out, “#1” [a]")
            yield Edit("set", path, "Two lines:\n\n# and more\n")
        if not in_list and path != ("account",):
            yield Edit("remove", path)
        if len(path) == 2 and isinstance(value, dict) and path[0] not in ("team", "external"):
            yield Edit("set", (*path, "note"), "it's @ana: #1")
    for block in ("goals", "risks", "opportunities", "milestones", "questions", "actions"):
        yield Edit("add", (block, "fresh-one"), {"title": "Phase 2: roll-out", "owner": "dana", "blocks": ["one", "a, b"]})
    yield Edit("set", ("pulse", "why"), "New CFO: re-tender")
    yield Edit("set", ("confirmed", "goals"), "2026-11-20")
    yield Edit("set", ("outcomes",), ["One", "two, three"])


def styles(text: str) -> Iterator[str]:
    """The same plan as other systems save it."""
    yield text
    yield "\ufeff" + text.replace("\n", "\r\n")
    yield text.rstrip("\n")


@pytest.mark.parametrize("name", ["lite", "core"])
@pytest.mark.parametrize("style", range(3), ids=["lf", "crlf-bom", "no-final-newline"])
def test_the_plans_of_the_format(name: str, style: int) -> None:
    text = list(styles(fixture_plan(name)))[style]
    several = list(ordinary_edits(text))
    for edit in several[:: 3 if style == 0 else 7]:
        check(text, edit, must=True)


def story_plans(book: Path) -> list[Path]:
    return sorted((book / "plans").glob("**/*.md"))


def test_the_plans_of_the_example_book(story: Path) -> None:
    chance = random.Random(20261120)
    plans = story_plans(story)
    assert len(plans) > 10
    for path in plans:
        text = path.read_bytes().decode("utf-8")
        if parse(text, "plan", PEOPLE).broken is None:
            several = list(ordinary_edits(text))
            for edit in chance.sample(several, min(12, len(several))):
                check(text, edit, must=True)


@pytest.mark.deep
@pytest.mark.parametrize("name", ["lite", "core"])
def test_the_plans_of_the_format_deep(name: str) -> None:
    for text in styles(fixture_plan(name)):
        for edit in ordinary_edits(text):
            check(text, edit, must=True)


@pytest.mark.deep
def test_the_plans_of_the_example_book_deep(story: Path) -> None:
    for path in story_plans(story):
        text = path.read_bytes().decode("utf-8")
        if parse(text, "plan", PEOPLE).broken is None:
            for edit in ordinary_edits(text):
                for style in styles(text):
                    check(style, edit, must=True)
