"""Text and edits to text: only the bytes of what changes are replaced; every other one stays as it was."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Any

from acctplan.errors import PlanUnreadable, ValueRefused
from acctplan.model.block import BLOCKS
from acctplan.model.edit import Edit
from acctplan.model.identifier import slug_of

from .apply import apply, meaning
from .emit import emit_entry, emit_flow, emit_scalar, emit_text
from .narrow import narrow
from .nodes import Node, read_nodes
from .parse import parse, read_front
from .split import Halves, split
from .widen import known_people, widen

Span = tuple[int, int, str]
_COMMENT = re.compile(r"\s+#.*")


def splice(text: str, edits: Iterable[Edit], people: Container[str] = ()) -> str:
    """The text with the edits made, proven by reading it again: it means what was there with the edits, and no more.

    Raises PlanUnreadable for a text that cannot be trusted, ValueRefused for an edit that does not fit it.
    """
    for edit in edits:
        text = _spliced(text, edit, people)
    return text


def _spliced(text: str, edit: Edit, people: Container[str]) -> str:
    before = parse(text, "plan", people)
    halves = split(text)
    if before.plan is None or before.broken or isinstance(halves, Halves) is False:
        fault = before.broken or before.faults[0]
        raise PlanUnreadable(fault.message)
    assert isinstance(halves, Halves)
    intended = meaning(widen(apply(before.plan.tree, [edit]), people))
    start, end, put = _Splicer(halves.front, before.plan.tree, people).span(edit)
    if "\r\n" in text[: halves.end]:
        put = put.replace("\n", "\r\n")
    front = halves.front[:start] + put + halves.front[end:]
    result = text[: halves.start] + front + text[halves.end :]
    _prove(result, front, halves, intended, people)
    return result


def _prove(result: str, front: str, halves: Halves, intended: Any, people: Container[str]) -> None:
    tree, faults = read_front(Halves(front, halves.body, halves.start, halves.start + len(front)))
    after = split(result)
    sound = tree is not None and not faults and isinstance(after, Halves) and after.body == halves.body
    if not sound or meaning(widen(tree or {}, people)) != intended:
        raise ValueRefused("the plan is written in a way this change cannot be made in safely", "Change it with `acctplan edit`.")


class _Splicer:
    """One edit on one front matter."""

    def __init__(self, front: str, tree: dict[str, Any] | Any, people: Container[str]) -> None:
        self.front = front
        self.tree = tree
        self.people = people
        self.root = read_nodes(front) or Node("mapping", 0, 0, 0, 0)

    def span(self, edit: Edit) -> Span:
        """Which characters to replace, and by what."""
        if edit.op == "remove":
            return self.removal(edit.path)
        trail = self.trail(edit.path)
        depth = len(trail)
        key, node = trail[-1] if trail else (None, self.root)
        if depth == len(edit.path):
            return self.replacement(key, node, edit)
        if node.kind == "scalar" and node.value is not None:
            return self.short(key, node, edit, depth)
        value = edit.value
        for step in reversed(edit.path[depth + 1 :]):
            value = {step: value}
        return self.insertion(trail, edit.path[depth], value)

    def trail(self, path: tuple[str, ...]) -> list[tuple[Node | None, Node]]:
        """The entries along a path, as far as the text holds them."""
        trail: list[tuple[Node | None, Node]] = []
        node = self.root
        for step in path:
            entry = node.child(step) or (self.by_metric(node, step) if "key_results" in path[: len(trail)] else None)
            if entry is None:
                break
            trail.append(entry)
            node = entry[1]
        return trail

    @staticmethod
    def by_metric(node: Node, step: str) -> tuple[Node | None, Node] | None:
        """The key result that its metric names, in short form."""
        for key, value in node.entries if node.kind == "mapping" else ():
            if key is not None and value.kind == "scalar" and slug_of(key.value or "") == step:
                return key, value
        return None

    def replacement(self, key: Node | None, node: Node, edit: Edit) -> Span:
        """A value in place of another; a comment on its line stays."""
        in_flow = self.in_flow(node)
        if isinstance(edit.value, dict) and key is not None and not in_flow:
            return self.widened(key, node, edit.value)
        if edit.value is None:
            return node.start, self.end_of(node), ""
        source = self.source(key, node, edit.value, in_flow)
        end = self.end_of(node)
        if key is not None and node.kind != "scalar" and not node.flow:
            colon = self.front.index(":", key.end) + 1
            return colon, end, f" {source}{self.comment(key, node)}"
        if node.kind == "scalar" and node.style in ("|", ">"):
            return node.start, end, source + self.comment(key, node)
        return node.start, end, self.after_colon(key, node, source)

    def source(self, key: Node | None, node: Node, value: Any, in_flow: bool) -> str:
        """What is written for a value: on one line where something follows it there, else in the style the text had."""
        if isinstance(value, (dict, list, tuple)):
            return emit_flow(value)
        style = node.style if node.kind == "scalar" and node.style in ("'", '"') else ""
        if in_flow or style or self.comment(key, node):
            return emit_scalar(str(value), flow=in_flow, style=style)
        return emit_text(str(value), (key.column if key is not None else node.column) + self.step())

    def comment(self, key: Node | None, node: Node) -> str:
        """The comment on the line a value begins on, with the spaces before it."""
        begun = self.end_of(node)
        if node.kind == "scalar" and node.style in ("|", ">"):
            begun = node.start
        elif node.kind != "scalar" and not node.flow and key is not None:
            begun = key.end
        comment = _COMMENT.search(self.front, begun, self.line_end(begun))
        return comment[0] if comment else ""

    def after_colon(self, key: Node | None, node: Node, source: str) -> str:
        blank = node.kind == "scalar" and node.value is None
        touching = key is not None and self.front[node.start - 1 : node.start] == ":"
        return f" {source}" if blank and touching else source

    def widened(self, key: Node, node: Node, value: dict[str, Any]) -> Span:
        """A block mapping below a key, in place of whatever stood there; a comment on the line stays on the key's."""
        block = emit_entry("k", value, key.column, self.step()).partition("\n")[2]
        colon, end = self.front.index(":", key.end) + 1, self.end_of(node)
        comment = self.comment(key, node)
        after = self.line_end(end) if node.kind == "scalar" or node.flow else end
        return colon, after, comment + "\n" + block

    def renamed(self, key: Node, node: Node, name: str, value: dict[str, Any]) -> Span:
        """An item that its metric named in short form, under its id."""
        if self.in_flow(key):
            return key.start, self.end_of(node), f"{name}: {emit_flow(value)}"
        _, end, rest = self.widened(key, node, value)
        return key.start, end, f"{name}:{rest}"

    def short(self, key: Node | None, node: Node, edit: Edit, depth: int) -> Span:
        """A field of an item in short form: short again where that can hold it, long where not."""
        path = edit.path[:depth]
        record: Any = self.tree
        for step in path:
            record = record[int(step)] if isinstance(record, list) else record.get(step)
        if not isinstance(record, dict):
            raise ValueRefused(f"{'.'.join(path)} is a value and has no field {edit.path[depth]}", "Check the path.")
        changed = apply(record, [Edit(edit.op, edit.path[depth:], edit.value)])
        brief = self.brief(key, path, changed)
        if brief is not None or key is None:
            return self.replacement(key, node, Edit("set", path, brief if brief is not None else changed))
        if key.value != path[-1]:
            return self.renamed(key, node, path[-1], changed)
        return self.replacement(key, node, Edit("set", path, changed))

    def brief(self, key: Node | None, path: tuple[str, ...], record: dict[str, Any]) -> str | None:
        """The record's short form where the text can take it: a key result's metric is its key, and keys stay."""
        if "key_results" in path and (key is None or record.get("metric") != key.value):
            return None
        return narrow(path, record, known_people(self.tree, self.people))

    def insertion(self, trail: list[tuple[Node | None, Node]], name: str, value: Any) -> Span:
        """A new key in a mapping that is there, blank or empty."""
        key, node = trail[-1] if trail else (None, self.root)
        if node.flow:
            return self.into_flow(node, name, value)
        if node.kind == "scalar":
            column = (key.column if key else 0) + self.step()
            return self.below(key, emit_entry(name, value, column, self.step()))
        if node.kind != "mapping":
            raise ValueRefused(f"{name} cannot be added to a list", "Change it with `acctplan edit`.")
        entry = emit_entry(name, value, node.column, self.step())
        after = self.predecessor(node, name) if not trail else node.entries[-1] if node.entries else None
        if after is None:
            return 0, 0, entry + "\n"
        place = self.line_end(self.end_of(after[1]))
        return place, place, "\n" + entry

    def predecessor(self, node: Node, name: str) -> tuple[Node | None, Node] | None:
        """The last top-level key that people expect before the new one."""
        order = list(BLOCKS)
        rank = order.index(name) if name in BLOCKS else len(order)
        before = [
            entry for entry in node.entries if entry[0] is not None and entry[0].value in BLOCKS and order.index(str(entry[0].value)) < rank
        ]
        return before[-1] if before else node.entries[-1] if node.entries else None

    def below(self, key: Node | None, entry: str) -> Span:
        """Under a key without a value, after the comments that explain it."""
        assert key is not None
        place = self.line_end(key.end)
        while place < len(self.front):
            line = self.front[place + 1 : self.line_end(place + 1)]
            comment = line.lstrip(" ")
            if not comment.startswith("#") or len(line) - len(comment) <= key.column:
                break
            place += 1 + len(line)
        return place, place, "\n" + entry

    def into_flow(self, node: Node, name: str, value: Any) -> Span:
        pair = f"{emit_scalar(name, flow=True)}: {emit_flow(value)}"
        if not node.entries:
            return node.start + 1, node.start + 1, pair
        last = self.end_of(node.entries[-1][1])
        return last, last, f", {pair}"

    def removal(self, path: tuple[str, ...]) -> Span:
        """The lines of an item, or its part of a flow mapping."""
        trail = self.trail(path)
        key, node = trail[-1] if trail else (None, self.root)
        if len(trail) < len(path) and node.kind == "scalar" and node.value is not None:
            return self.short(key, node, Edit("remove", path), len(trail))
        if len(trail) < len(path) or key is None:
            raise ValueRefused(f"{'.'.join(path)} is not in the plan", "Check the path with `acctplan show`.")
        parent = trail[-2][1] if len(trail) > 1 else self.root
        if parent.flow:
            return self.out_of_flow(parent, key, node)
        start = self.front.rfind("\n", 0, key.start) + 1
        if self.front[start : key.start].strip():
            raise ValueRefused(f"{'.'.join(path)} stands on a line with other values", "Change it with `acctplan edit`.")
        return start, self.next_line(self.end_of(node)), ""

    def out_of_flow(self, parent: Node, key: Node, node: Node) -> Span:
        place = next(index for index, entry in enumerate(parent.entries) if entry[0] is key)
        if place + 1 < len(parent.entries):
            following = parent.entries[place + 1][0]
            assert following is not None
            return key.start, following.start, ""
        start = self.end_of(parent.entries[place - 1][1]) if place else key.start
        return start, self.end_of(node), ""

    def end_of(self, node: Node) -> int:
        """Where a value's own characters end: a block scalar without the blank lines after it."""
        if node.kind == "scalar" and node.style in ("|", ">"):
            return node.start + len(self.front[node.start : node.end].rstrip())
        if node.kind != "scalar" and not node.flow and node.entries:
            return self.end_of(node.entries[-1][1])
        return node.end

    def line_end(self, offset: int) -> int:
        """Offset of the line's end, before a carriage return."""
        end = self.front.find("\n", offset)
        end = len(self.front) if end < 0 else end
        return end - 1 if end > offset and self.front[end - 1] == "\r" else end

    def next_line(self, offset: int) -> int:
        """Offset of the line after, line ending and all."""
        end = self.front.find("\n", offset)
        return len(self.front) if end < 0 else end + 1

    def in_flow(self, node: Node) -> bool:
        """Whether a value stands inside braces or brackets of another."""
        stack = [self.root]
        while stack:
            outer = stack.pop()
            if outer.flow and outer is not node and outer.start < node.start < outer.end:
                return True
            stack.extend(value for _, value in outer.entries if value.start <= node.start <= value.end)
        return False

    def step(self) -> int:
        """Columns a level is indented by, as this text does it; 2 where nothing shows it."""
        for key, value in self.root.entries:
            if key is not None and value.kind == "mapping" and not value.flow and value.entries:
                return max(value.column - key.column, 1)
        return 2
