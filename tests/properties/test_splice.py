"""A write changes what was asked and not one byte more: on our fixtures, the example book and every style of plan."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from acctplan.errors import AcctplanError
from acctplan.model.block import ITEM_BLOCKS
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


def held_at(tree: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path of a tree; None for nothing."""
    for step in path:
        if isinstance(tree, list):
            tree = tree[int(step)] if step.isdigit() and int(step) < len(tree) else None
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


ANY = ("swot.*.*.leads_to", "insights.*.leads_to", "insights.*.from", "health.*.evidence", "value.*.evidence")
REASONS = (*ANY, "actions.*.because", "goals.*.because", "milestones.*.because")
AIMS = (*ANY, "risks.*.blocks")
NAMES = {
    "stakeholders": (
        *ANY, "goals.*.said_by", "goals.*.stakeholder", "goals.*.agreed_by", "goals.*.key_results.*.owner", "voice.*.who", "actions.*.with",
        "actions.*.owner", "milestones.*.owner", "questions.*.owner", "questions.*.of", "units.*.owner", "units.*.introduced_by", "value.*.agreed_by",
        "asks.*.from", "stakeholders.*.reports_to", "relations.*.from", "relations.*.to", "initiatives.*.cares", "reviews.*.with", "contact_rules.@",
        "touchpoints.@",
    ),
    "units": (*AIMS, *REASONS, "stakeholders.*.unit", "goals.*.unit", "opportunities.*.unit", "initiatives.*.unit", "units.*.depends_on"),
    "goals": (*AIMS, *REASONS, "initiatives.*.goals"), "milestones": AIMS, "opportunities": (*AIMS, *REASONS), "success_criteria": AIMS,
    "initiatives": (*AIMS, *REASONS), "risks": REASONS, "questions": REASONS, "movements": REASONS,
}  # fmt: skip
"""Fields that may name an item of a block: what `rename` changes with it."""


def renamed(value: Any, steps: list[str], old: str, new: str) -> Any:
    """A tree in which a field that names an id names another."""
    if not steps:
        return [renamed(item, [], old, new) for item in value] if isinstance(value, list) else new if value == old else value
    if steps == ["@"]:
        return {new if key == old else key: item for key, item in value.items()} if isinstance(value, dict) else value
    if isinstance(value, dict):
        return {key: renamed(item, steps[1:], old, new) if steps[0] in ("*", key) else item for key, item in value.items()}
    return [renamed(item, steps[1:], old, new) for item in value] if isinstance(value, list) and steps[0] == "*" else value


def under(mapping: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """A mapping with its keys in the order, and under the names, that an edit asks for."""
    key, keys = edit.path[-1], [name for name in mapping if name != edit.path[-1]]
    if edit.op == "rename":
        return {edit.value if name == key else name: item for name, item in mapping.items()}
    if key in (edit.before, edit.after):
        return dict(mapping)
    if edit.op == "insert" and key in mapping:
        return {**mapping, key: edit.value}
    place = keys.index(edit.before) if edit.before else keys.index(edit.after) + 1 if edit.after else len(keys)
    return {name: mapping.get(name, edit.value) if name == key else mapping[name] for name in [*keys[:place], key, *keys[place:]]}


def made(tree: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """The tree with the edit made."""
    result = copy.deepcopy(tree)
    if edit.op == "rename" and len(edit.path) == 2:
        for pattern in NAMES.get(edit.path[0], ANY if edit.path[0] in ITEM_BLOCKS else ()):
            result = renamed(result, pattern.split("."), edit.path[1], edit.value)
    holder: Any = result
    holders = [holder]
    for step in edit.path[:-1]:
        inner = holder[int(step)] if isinstance(holder, list) else holder.get(step)
        if not isinstance(inner, (dict, list)):
            inner = holder[step] = {}
        holder = inner
        holders.append(holder)
    last: Any = int(edit.path[-1]) if isinstance(holder, list) else edit.path[-1]
    if edit.op == "remove":
        del holder[last]
    elif edit.op == "append":
        value = holder[last] if isinstance(holder, list) else holder.get(last)
        holder[last] = [*value, edit.value] if isinstance(value, list) else [edit.value] if value is None else [value, edit.value]
    elif isinstance(holder, list) and edit.op == "insert":
        holder.insert(last, edit.value)
    elif isinstance(holder, list) and edit.op == "move":
        beside = edit.before or edit.after
        moving, other = holder[last], holder[int(beside)] if beside else None
        order = [(n, item) for n, item in enumerate(holder) if n != last]
        place = next((k for k, (n, _) in enumerate(order) if str(n) == beside), len(order)) + bool(edit.after)
        place = last if beside == str(last) else min(place, len(order))
        assert other is not None or not beside
        holder[:] = [*(item for _, item in order[:place]), moving, *(item for _, item in order[place:])]
    elif edit.op in ("insert", "move", "rename"):
        ordered = under(holder, edit)
        holder.clear()
        holder.update(ordered)
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
    """The line a value ends on; blank lines after a block of text are not its own, unless its header keeps them."""
    end = node.entries[-1][1] if node.entries and not node.flow else node
    if end is not node:
        return last_line(front, end)
    if node.value is None and not node.flow:
        return node.line
    if node.style == "|" and node.value is not None:
        return node.line + node.value.count("\n") + (not node.value.endswith("\n") and node.value != "")
    whole = front[node.start : node.end]
    keeps = node.style in ("|", ">") and "+" in whole.split("\n")[0].partition("#")[0]
    return front.count("\n", 0, node.start + len(whole.rstrip() if not keeps else whole[:-1]))


def lines_of(front: str, edit: Edit) -> set[int]:
    """The lines of the front matter that an edit may alter; other lines it may only be inserted between."""
    trail = trail_of(nodes(front), edit.path)
    lines = short_lines(front) if {edit.path[0], str(edit.value)} & {"team", "stakeholders", "owner"} else set()
    if edit.op == "rename" and len(trail) == len(edit.path):
        return lines | {n for n, line in enumerate(front.split("\n")) if edit.path[-1] in line} | renamed_lines(front, edit)
    if not trail:
        return lines
    key, node = trail[-1]
    holder = trail[-2][1] if len(trail) > 1 else nodes(front)
    outer = trail[:-1] if edit.op in ("remove", "move") and len(trail) == len(edit.path) else trail
    if edit.op == "move" and holder is not None and holder.entries and (first := holder.entries[0][0]) and edit.before == first.value:
        lines |= {first.line}  # it may stand behind a dash, and does so no more
    flow = next((node for _, node in outer if node.flow), None)
    if flow is not None:
        return lines | set(range(flow.line, last_line(front, flow) + 1))
    blank = node.kind == "scalar" and node.value is None
    if edit.op == "append" and node.kind == "sequence":
        return lines
    if edit.op == "insert" and holder is not None and holder.kind == "sequence" and len(trail) == len(edit.path):
        return lines
    if len(trail) == len(edit.path) or not (blank or node.kind != "scalar"):
        first = key.line if key is not None else dash_line(front, holder, node)
        own = set(range(first, (first if blank else last_line(front, node)) + 1))
        if key is not None and edit.op in ("remove", "move") and front.split("\n")[key.line][: key.column].strip():
            own |= set(range(first, last_line(front, holder) + 1)) if edit.op == "move" else {max(own) + 1}
        return lines | (with_comments(front, own, (key or holder or node).column) if edit.op in ("remove", "move") else own)
    return lines | ({key.line} if blank and key is not None else set())


def dash_line(front: str, holder: Node | None, node: Node) -> int:
    """The line of the dash before an item, which may stand above it."""
    lines = front.split("\n")
    column = holder.column if holder is not None else 0
    return next(n for n in range(node.line, -1, -1) if lines[n][column : column + 1] == "-")


def short_lines(front: str) -> set[int]:
    """Lines of the actions that are written short: whom they name is told by who is known."""
    actions = trail_of(nodes(front), ("actions",))
    entries = actions[0][1].entries if actions else []
    return {n for key, node in entries if node.kind == "scalar" and key for n in range(key.line, last_line(front, node) + 1)}


def renamed_lines(front: str, edit: Edit) -> set[int]:
    """The line of the key that an edit renames, and those of a key result's value: its key may be its metric."""
    key, node = trail_of(nodes(front), edit.path)[-1]
    assert key is not None
    return {key.line, *(range(key.line, last_line(front, node) + 1) if len(edit.path) == 4 else ())}


def with_comments(front: str, own: set[int], column: int) -> set[int]:
    """An entry's lines, the comments right above that are indented like it, those below that are deeper, and the gaps around."""
    lines = [line.rstrip("\r") for line in front.split("\n")]

    def comment(n: int, deeper: bool) -> bool:
        text = lines[n].lstrip(" ") if 0 <= n < len(lines) else ""
        indent = len(lines[n]) - len(text) if text else -1
        return text.startswith("#") and (indent > column if deeper else indent == column)

    first, last = min(own), max(own)
    while comment(first - 1, deeper=False):
        first -= 1
    while comment(last + 1, deeper=True):
        last += 1
    while first > 0 and not lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].strip():
        last += 1
    return set(range(first, last + 1))


def _ends_in_short_form(text: str, path: tuple[str, ...]) -> bool:
    """Whether a place lies inside a text that stands for a record; one record that stands for a list of one is no such text."""
    trail = trail_of(nodes(front_of(text).front), path)
    return len(trail) < len(path) and (not trail or trail[-1][1].kind == "scalar")


def check(text: str, edit: Edit, *, must: bool = False) -> str | None:
    """Make an edit and hold the result against all that is promised; the text after it, None if refused. `must`: it may not be."""
    tree = long_form(text)
    try:
        after = splice(text, [edit], PEOPLE)
    except AcctplanError as error:
        assert not must, f"refused: {error.message}"
        REFUSED.append((error.message, edit.op))
        return None
    intended = widen(made(tree, edit), PEOPLE)
    assert said(long_form(after)) == said(intended), "the plan says something else than was asked"
    if edit.op == "move" and isinstance(held_at(tree, edit.path[:-1]), dict) and _ends_in_short_form(text, edit.path):
        assert after == text, "short form has one order, and the text changed"
    elif edit.op in ("move", "insert", "rename"):
        mine, theirs = (said(held_at(tree, edit.path[:-1])) for tree in (long_form(after), intended))
        assert not isinstance(mine, dict) or list(mine) == list(theirs), "the order is another than was asked"
    assert parse(after, "plan", PEOPLE).broken is None
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    assert after.endswith("\n") == text.endswith("\n")
    assert after.replace("\r\n", "").count("\n") == text.replace("\r\n", "").count("\n") or "\r\n" not in text
    assert ("\r" in after) == ("\r" in text)
    outside_is_untouched(text, after, edit)
    return after


REFUSED: list[tuple[str, str]] = []


def outside_is_untouched(text: str, after: str, edit: Edit) -> None:
    halves = front_of(text)
    assert after.startswith(text[: halves.start]) and after.endswith(text[halves.end :]), "something beside the fields changed"
    touched = lines_of(halves.front, edit)
    old = [line for n, line in enumerate(halves.front.split("\n")) if n not in touched]
    new = iter(front_of(after).front.split("\n"))
    lost = next((line for line in old if line not in new), None)
    assert lost is None, f"a line that is not the edit's changed: {lost!r}"
    if edit.op == "set":
        one_value_changed(text, after, edit)
    trail = trail_of(nodes(halves.front), edit.path)
    holders = trail[:-1] if len(trail) == len(edit.path) else trail
    if edit.op == "move" and not any(node.flow for _, node in holders) and len(touched) > 0:
        behind = any(line.lstrip(" ").startswith("- ") for line in halves.front.split("\n"))
        same = sorted(filter(str.strip, halves.front.split("\n"))) == sorted(filter(str.strip, front_of(after).front.split("\n")))
        assert same or behind or touched & short_lines(halves.front), "a move altered a line"


def one_value_changed(text: str, after: str, edit: Edit) -> None:
    halves = front_of(text)
    trail = trail_of(nodes(halves.front), edit.path)
    if len(trail) < len(edit.path) or trail[-1][1].kind != "scalar" or not isinstance(edit.value, str) or not edit.value:
        return
    node = trail[-1][1]
    if node.value is None or (edit.path[0] in ("team", "stakeholders", "owner") and long_form(text).get("actions")):
        return
    if "key_results" in edit.path[-2:-1] and trail[-1][0] is not None and trail[-1][0].value != edit.path[-1]:
        return
    old, new = text.split("\n"), after.split("\n")
    assert after.startswith(text[: halves.start + node.start]), "something before the value changed"
    block = node.style in ("|", ">")
    tail = "\n".join(halves.front.split("\n")[last_line(halves.front, node) + 1 :]) if block else halves.front[node.end :]
    assert after.endswith(tail + text[halves.end :]), "something after the value changed"
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
LISTS = {
    "actions": ("because", "with"), "goals": ("because",), "risks": ("blocks",), "opportunities": ("signals",), "stakeholders": ("known_by",),
    "movements": ("touches",), "swot": ("threats",), "outcomes": (), "voice": (),
}  # fmt: skip
KINDS = (
    "set",
    "set",
    "field",
    "field",
    "item",
    "remove",
    "remove",
    "append",
    "append",
    "insert",
    "insert",
    "move",
    "move",
    "rename",
    "rename",
    "whole",
    "odd",
)


@st.composite
def edits(draw: st.DrawFn, tree: dict[str, Any], kinds: tuple[str, ...] = KINDS) -> Edit:
    """An edit of a place the plan has, or of one it has not."""
    places = list(leaves(tree))
    kind = draw(st.sampled_from(kinds))
    if kind in ("set", "remove") and places:
        path = draw(st.sampled_from(places))
        return Edit("remove", path) if kind == "remove" else Edit("set", path, draw(values()))
    if kind in ("append", "insert", "move", "rename", "whole"):
        return draw(structural(tree, kind, places))
    block = draw(st.sampled_from(sorted(FIELDS)))
    if kind == "odd":
        return Edit(
            draw(st.sampled_from(("set", "add", "remove", "append", "insert", "move", "rename"))),
            tuple(draw(st.lists(st.sampled_from((block, "0", "one", "x y", "", "7")), min_size=1, max_size=4))),
            draw(values()),
            draw(st.sampled_from(("", "", "one", "0", "nobody"))),
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


@st.composite
def structural(draw: st.DrawFn, tree: dict[str, Any], kind: str, places: list[tuple[str, ...]]) -> Edit:
    """An edit of a list, of an order, of an id, or of a whole item."""
    mappings = [path for path in places if isinstance(held_at(tree, path), dict) and held_at(tree, path)] + [()]
    lists = [path for path in places if isinstance(held_at(tree, path), list)]
    if kind == "append":
        block = draw(st.sampled_from(sorted(LISTS)))
        items = tree.get(block) or {}
        fields = [(block, key, field) for key in items for field in LISTS[block]] if isinstance(items, dict) and block != "swot" else []
        fields = [path for path in fields if isinstance(held_at(tree, path[:2]), dict)] or [(block, *LISTS[block][:1])]
        return Edit("append", draw(st.sampled_from([*fields, *lists])), draw(things(block)))
    if kind == "insert" and lists and draw(st.booleans()):
        path = draw(st.sampled_from(lists))
        return Edit("insert", (*path, str(draw(st.integers(0, len(held_at(tree, path)))))), draw(things(path[0])))
    holder = draw(
        st.sampled_from(
            mappings if kind in ("rename", "insert", "whole") else [*mappings, *(path for path in lists if held_at(tree, path))]
        )
    )
    held = held_at(tree, holder) if holder else tree
    keys = list(held) if isinstance(held, dict) else [str(place) for place in range(len(held))]
    if not keys:
        return Edit("set", ("story",), draw(values()))
    key, beside = draw(st.sampled_from(keys)), draw(st.sampled_from(keys))
    side = draw(st.sampled_from(({"before": beside}, {"after": beside}, {})))
    if kind == "insert":
        return Edit("insert", (*holder, "fresh"), draw(values()), **side)
    if kind == "move":
        return Edit("move", (*holder, key), None, **side)
    if kind == "rename":
        return Edit("rename", (*holder, key), draw(st.sampled_from(("fresh", "other-words", "risks"))))
    changed = {name: draw(values()) if draw(st.integers(0, 2)) == 0 else item for name, item in held.items() if draw(st.integers(0, 3))}
    return Edit("set", holder if holder else (*holder, key), {**changed, "note": draw(texts())})


def things(block: str) -> st.SearchStrategy[Any]:
    """What a list of a block may hold."""
    if block == "voice":
        return st.fixed_dictionaries({"quote": texts()}, optional={"who": st.just("tom")})
    if block == "opportunities":
        return st.sampled_from(("2026-11-01 seen: again (call)", "2026-11-02 it's said"))
    return texts().filter(bool)


def values() -> st.SearchStrategy[Any]:
    return st.one_of(
        texts(), texts(), texts(), st.lists(texts().filter(bool), max_size=3), st.sampled_from(("2026-12-05", "2026-Q4", "lee", "dana"))
    )


@st.composite
def plans_and_edits(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> tuple[str, list[Edit]]:
    text = draw(plan_texts())
    return text, draw(st.lists(edits(long_form(text), kinds), min_size=1, max_size=3))


def generated(given_plan: tuple[str, list[Edit]], tally: Counter[str]) -> None:
    text, several = given_plan
    for edit in several:
        del REFUSED[:]
        text = check(text, edit) or text
        tally[edit.op] += 1
        tally["refused: " + (REFUSED[0][0] if REFUSED and SAFE in REFUSED[0][0] else "")] += bool(REFUSED and SAFE in REFUSED[0][0])
        if REFUSED and SAFE in REFUSED[0][0]:
            tally[f"unsafe {edit.op}"] += 1


SAFE = "written in a way this change cannot be made in safely"


def few_refusals(tally: Counter[str]) -> None:
    """What has no safe place in the text is refused; that is rare."""
    unsafe = sum(count for name, count in tally.items() if name.startswith("unsafe "))
    assert unsafe <= max(sum(tally[op] for op in OPS) / 100, 1), tally


OPS = ("set", "add", "remove", "append", "insert", "move", "rename")


@pytest.mark.parametrize("kind", sorted({*KINDS}))
def test_generated_plans(kind: str) -> None:
    tally: Counter[str] = Counter()
    few = settings(HOUSE, max_examples=15, derandomize=True, phases=[Phase.generate])
    few(given(plans_and_edits((kind,)))(lambda given_plan: generated(given_plan, tally)))()
    few_refusals(tally)
    assert tally[{"field": "set", "whole": "set", "odd": "set", "item": "add"}.get(kind, kind)] > 0


@pytest.mark.deep
def test_generated_plans_deep() -> None:
    tally: Counter[str] = Counter()
    many = settings(HOUSE, max_examples=10_000, phases=[Phase.generate])
    many(given(plans_and_edits())(lambda given_plan: generated(given_plan, tally)))()
    few_refusals(tally)
    assert all(tally[op] for op in OPS), tally


# The plans we ship and tell stories with: nothing ordinary may be refused there.


def fixture_plan(name: str) -> str:
    """A plan of the format's description between fences."""
    return f"---\n{(FORMAT / f'{name}.yaml').read_text('utf-8')}---\n\nThey bake at night.\n"


def ordinary_edits(text: str) -> Iterator[Edit]:
    """Every scalar set anew, twice; every field and item taken away, moved and renamed; a note and an item added wherever one may be."""
    tree = long_form(text)
    for path in leaves(tree):
        value: Any = held_at(tree, path)
        if isinstance(value, str):
            yield Edit("set", path, "2027-01-15" if value[:2] == "20" else "Phase 2: roll-out, “#1” [a]")
            yield Edit("set", path, "Two lines:\n\n# and more\n")
        if path != ("account",):
            yield Edit("remove", path)
        if len(path) > 1:
            yield Edit("move", path)
        if isinstance(value, list):
            yield Edit("append", path, "priya")
        if len(path) == 2 and isinstance(value, dict) and path[0] not in ("team", "external") and not path[1].isdigit():
            yield Edit("set", (*path, "note"), "it's @ana: #1")
            yield Edit("rename", path, "fresh-one")
            yield Edit("insert", (path[0], "fresh-one"), {"title": "x"}, before=path[1])
        if path[-1].isdigit() and not isinstance(value, dict):
            yield Edit("insert", path, "mo")
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
    for edit in several[:: 11 if style == 0 else 23]:
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
            for edit in chance.sample(several, min(4, len(several))):
                check(text, edit, must=True)


@pytest.mark.deep
@pytest.mark.parametrize("name", ["lite", "core"])
def test_the_plans_of_the_format_deep(name: str) -> None:
    for text in styles(fixture_plan(name)):
        for edit in ordinary_edits(text):
            check(text, edit, must=True)


@pytest.mark.parametrize(
    ("fields", "edit"),
    [
        ("voice:\n- {who: tom, quote: No}\n- who: ana\n  quote: Yes", Edit("move", ("voice", "1", "quote"), before="who")),
        ("swot:\n  weaknesses: {text: Nobody knows us, leads_to: finance}", Edit("move", ("swot", "weaknesses", "0", "text"))),
    ],
    ids=["before the one behind the dash", "in the one record of a list"],
)
def test_moves_that_alter_a_line(fields: str, edit: Edit) -> None:
    check(f"---\naccount: Wren\n{fields}\n---\n", edit, must=True)


@pytest.mark.deep
@pytest.mark.parametrize("part", range(6))
def test_the_plans_of_the_example_book_deep(story: Path, part: int) -> None:
    for path in story_plans(story)[part::6]:
        text = path.read_bytes().decode("utf-8")
        if parse(text, "plan", PEOPLE).broken is None:
            for edit in ordinary_edits(text):
                for style in styles(text):
                    check(style, edit, must=True)
