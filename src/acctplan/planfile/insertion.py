"""A new entry in a mapping or a list: where people look for it, in the style of its neighbours."""

from __future__ import annotations

from typing import Any

from acctplan.model.block import BLOCKS
from acctplan.model.edit import Edit

from .draft import Draft, Span, unsafe
from .emit import emit_fields, emit_flow, emit_items, emit_scalar
from .layout import Held
from .nodes import Node, is_place
from .replacement import below, replaced

Trail = list[Held]


def inserted(draft: Draft, trail: Trail, edit: Edit) -> list[Span]:
    """What the text lacks of the edit's path, put into the last collection or blank of the trail."""
    depth = len(trail)
    node = trail[-1].node if trail else draft.root
    name, value = edit.path[depth], [edit.value] if edit.op == "append" else edit.value
    for step in reversed(edit.path[depth + 1 :]):
        value = {step: value}
    if depth + 1 == len(edit.path):
        name, value = _as_others(draft, node, edit.path, value)
    if node.kind == "scalar" or not (node.entries or not trail):
        return _into_blank(draft, trail, {name: value})
    if node.kind != "mapping":
        raise unsafe()
    if node.flow:
        place = _beside(draft, node, edit) if edit.op == "insert" and depth + 1 == len(edit.path) else len(node.entries)
        return into_flow(draft, node, place, f"{emit_scalar(name, flow=True)}: {emit_flow(value)}")
    asked = edit.op == "insert" and depth + 1 == len(edit.path)
    place = _beside(draft, node, edit) if asked else _place(node, trail, name)
    like = node.entries[place - 1][1] if trail and place else None
    return into_block(draft, node, place, draft.entry(name, value, node.column, like))


def _as_others(draft: Draft, node: Node, path: tuple[str, ...], value: Any) -> tuple[str, Any]:
    """Name and value of a new item, in short form where all others beside it are."""
    if draft.cautious or not isinstance(value, dict) or not node.entries or any(item.value is None for _, item in node.entries):
        return path[-1], value
    short = draft.shortest(path, value)
    named = isinstance(short, str) and len(path) > 1 and path[-2] == "key_results"
    return (str(value["metric"]) if named else path[-1]), short


def listed(draft: Draft, trail: Trail, path: tuple[str, ...], place: int, value: Any) -> list[Span]:
    """A new item of the list at the end of a trail, which is at a path, at a place in it."""
    node = trail[-1].node
    value = _as_others(draft, node, (*path, str(place)), value)[1]
    if node.kind == "scalar" or not node.entries:
        return _into_blank(draft, trail, [value])
    if node.flow:
        return into_flow(draft, node, place, emit_flow(value))
    like = next((item for _, item in node.entries if item.kind == "mapping"), None)
    return into_block(draft, node, place, draft.item(value, node.column, like))


def _keys(node: Node) -> list[str]:
    return [str(key.value) if key is not None else str(place) for place, (key, _) in enumerate(node.entries)]


def _beside(draft: Draft, node: Node, edit: Edit) -> int:
    """The place before or after the entry that an insert names, else the end."""
    beside = edit.before or edit.after
    if not beside:
        return len(node.entries)
    other = draft.trail((*edit.path[:-1], beside))
    if len(other) < len(edit.path):
        raise unsafe()
    return other[-1].place + (not edit.before)


def _place(node: Node, trail: Trail, name: str) -> int:
    """Where a new key goes: of the plan's own fields, in the order people expect; else at the end."""
    if trail:
        return len(node.entries)
    order = {block: rank for rank, block in enumerate(BLOCKS)}
    rank = order.get(name, len(order))
    return max((place + 1 for place, key in enumerate(_keys(node)) if order.get(key, len(order)) < rank), default=len(node.entries))


def _into_blank(draft: Draft, trail: Trail, value: Any) -> list[Span]:
    """A collection where nothing is said yet: in brackets inside brackets, else below the key and the comments that explain it."""
    held = trail[-1]
    if draft.in_flow(trail) or held.key is None:
        return replaced(draft, trail, value)
    if held.node.kind != "scalar":
        if "\n" in draft.front[held.node.start : held.node.end]:
            return [Span(held.node.start + 1, held.node.start + 1, emit_flow(value)[1:-1])]
        column = held.key.column + draft.step()
        lines = emit_fields(value, column, draft.step()) if isinstance(value, dict) else emit_items(value, column, draft.step())
        return [below(draft, held, lines)]
    column = held.key.column + draft.step()
    lines = emit_fields(value, column, draft.step()) if isinstance(value, dict) else ""
    if not lines and any(isinstance(item, dict) or " " in str(item) for item in value):
        lines = emit_items(value, column, draft.step())
    if not lines:
        return replaced(draft, trail, value)
    place = draft.tail(held)
    return [Span(place, place, f"\n{lines}")]


def into_block(draft: Draft, node: Node, place: int, lines: str) -> list[Span]:
    """Lines as a new entry of a block collection, set apart by a blank line where its entries are."""
    if not node.entries:
        return [Span(0, 0, f"{lines}\n")]
    gap = "\n" if draft.separated(node) and not (place and draft.keeps_blanks(node.entries[place - 1][1])) else ""
    if place:
        end = draft.tail(Held(node, place - 1))
        return [Span(end, end, f"\n{gap}{lines}")]
    first = Held(node, 0)
    if draft.opens_line(first):
        start = draft.lead(first)
        return [Span(start, start, f"{lines}\n{gap}")]
    start = draft.start_of(first)
    return [Span(start, start, f"{lines.lstrip(' ')}\n{' ' * first.column}")]


def into_flow(draft: Draft, node: Node, place: int, source: str) -> list[Span]:
    """A new entry inside brackets: on a line of its own where the others are."""
    if not node.entries:
        return [Span(node.start + 1, node.start + 1, source)]
    if place < len(node.entries):
        start = draft.start_of(Held(node, place))
        own = not draft.front[draft.line_start(start) : start].strip()
        return [Span(start, start, f"{source},\n{' ' * (start - draft.line_start(start))}" if own else f"{source}, ")]
    last = Held(node, len(node.entries) - 1)
    start, end = draft.start_of(last), draft.end_of(last.node)
    line = draft.line_start(start)
    own = not draft.front[line:start].strip() and draft.line_end(end) < node.end
    after = comma_after(draft, node, last.place)
    if not own:
        return [Span(end, end, f", {source}")]
    if after is None:
        comma, close = Span(end, end, ","), draft.line_end(end)
        return [Span(close, close, f"{',' if close == end else ''}\n{' ' * (start - line)}{source}"), *([comma] if close != end else [])]
    close = draft.line_end(after)
    return [Span(close, close, f"\n{' ' * (start - line)}{source},")]


def comma_after(draft: Draft, node: Node, index: int) -> int | None:
    """Offset of the comma after an entry inside brackets; None where none follows it."""
    place = draft.end_of(node.entries[index][1])
    while place < node.end - 1:
        mark = draft.front[place]
        if mark == "#" and draft.front[place - 1] in " \t\r\n":
            place = draft.line_end(place)
        elif mark == ",":
            return place
        place += 1
    return None


def at_place(edit: Edit, count: int) -> int:
    """The position that an insert into a list of so many items names by the last step of its path."""
    last = edit.path[-1]
    return min(int(last), count) if is_place(last) else count
