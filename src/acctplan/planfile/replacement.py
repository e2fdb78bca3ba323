"""A value in place of another: the comment on its line stays, and so does the style it was written in."""

from __future__ import annotations

from typing import Any, Literal

from acctplan.model.edit import Edit

from .apply import apply_within
from .draft import Draft, Span, unsafe
from .emit import WIDTH, emit_fields, emit_flow, emit_items, emit_scalar
from .layout import Held
from .nodes import Node

Trail = list[Held]
Form = Literal["short", "long"]


def replaced(draft: Draft, trail: Trail, value: Any) -> list[Span]:
    """The last value of a trail replaced by another."""
    held = trail[-1]
    if draft.in_flow(trail):
        return [_in_place(draft, held, _flow_source(draft, held, value))]
    if value is None:
        return [Span(held.node.start, draft.end_of(held.node), "")]
    if isinstance(value, dict) and value and held.key is not None and not _stays_flow(draft, held, value):
        return [below(draft, held, emit_fields(value, held.key.column + draft.step(), draft.step()))]
    if isinstance(value, (list, tuple)) and value and held.key is not None and _one_a_line(held.node, value):
        column = held.node.column if held.node.kind == "sequence" else held.key.column + draft.step()
        return [below(draft, held, emit_items(value, column, draft.step()))]
    if isinstance(value, (dict, list, tuple)):
        return [_block_item(draft, held, value)] if held.key is None else [_on_line(draft, held, emit_flow(value))]
    return [_on_line(draft, held, draft.scalar(held, str(value), flow=False))]


def _flow_source(draft: Draft, held: Held, value: Any) -> str:
    if isinstance(value, str):
        return draft.scalar(held, value, flow=True)
    return emit_flow(value)


def _in_place(draft: Draft, held: Held, source: str) -> Span:
    node = held.node
    blank = node.kind == "scalar" and node.value is None
    before = draft.front[max(node.start - 1, 0) : node.start]
    touching = source and ((blank and before in (":", "-")) or (before in ("[", "{") and source[0] == before))
    return Span(node.start, draft.end_of(node), f" {source}" if touching else source)


def _on_line(draft: Draft, held: Held, source: str) -> Span:
    """A value that begins on its key's line, or where the one before it began."""
    node = held.node
    if held.key is not None and node.kind != "scalar" and not node.flow:
        return Span(draft.colon(held.key), draft.end_of(node), f" {source}{draft.comment(held)}")
    if node.kind == "scalar" and node.style in ("|", ">"):
        return Span(node.start, draft.end_of(node), source + draft.comment(held))
    return _in_place(draft, held, source)


def _stays_flow(draft: Draft, held: Held, value: dict[str, Any]) -> bool:
    """Whether fields go where fields in braces stood on one line, as long as the line can hold them."""
    node = held.node
    if node.kind != "mapping" or not node.flow or not node.entries or "\n" in draft.front[node.start : node.end]:
        return False
    return node.column + len(emit_flow(value)) <= WIDTH


def _one_a_line(node: Node, values: list[Any] | tuple[Any, ...]) -> bool:
    """Whether a list is written one below the other: as it was, else where its items are records or words with spaces."""
    if node.kind == "sequence" and node.entries:
        return not node.flow
    return any(isinstance(item, dict) or (isinstance(item, str) and " " in item) for item in values) or len(emit_flow(values)) > WIDTH


def _block_item(draft: Draft, held: Held, value: Any) -> Span:
    """Fields, or a list, in place of an item of a block list."""
    like = next((node for _, node in held.parent.entries if node.kind == "mapping"), None)
    start = draft.start_of(held)
    lines = draft.item(value, held.column, like).lstrip(" ")
    text = held.node.kind == "scalar" and held.node.style in ("|", ">")
    return Span(start, draft.end_of(held.node), lines + (draft.comment(held) if text and "\n" not in lines else ""))


def below(draft: Draft, held: Held, lines: str) -> Span:
    """A block collection below a key, in place of whatever stood there; a comment on the line stays on the key's."""
    key, node = held.key, held.node
    assert key is not None
    end = draft.end_of(node)
    comment = draft.comment(held)
    after = draft.line_end(end) if node.kind == "scalar" or node.flow else end
    if node.kind == "scalar" and node.style in ("|", ">"):
        after = end
    return Span(draft.colon(key), after, f"{comment}\n{lines}")


def shortened(draft: Draft, trail: Trail, edit: Edit) -> list[Span]:
    """A change inside a value written in short form: short again where that can hold it, long where not."""
    path = edit.path[: len(trail)]
    changed = apply_within(draft.value_at(path), edit, len(trail))
    return rewritten(draft, trail, path, changed)


def joined(draft: Draft, trail: Trail, edit: Edit) -> list[Span]:
    """A list in place of the one record that stood for it. Refused where the record holds comments."""
    node = trail[-1].node
    if "#" in draft.front[node.start : draft.end_of(node)]:
        raise unsafe()
    return shortened(draft, trail, edit)


def rewritten(draft: Draft, trail: Trail, path: tuple[str, ...], value: Any, form: Form | None = None) -> list[Span]:
    """A whole value: in the form asked for, else in short form where that can hold it.

    A key result is named by its metric in short form and by its id in long form; no key changes for another reason.
    """
    held = trail[-1]
    written = value if draft.cautious or form == "long" else draft.shortest(path, value)
    if held.key is None or path[-2:-1] != ("key_results",):
        return replaced(draft, trail, written)
    name = path[-1]
    if isinstance(written, str) and isinstance(value, dict):
        name = str(value["metric"])
        if form is None and held.key.value != name:
            written, name = value, path[-1]
    if held.key.value == name:
        return replaced(draft, trail, written)
    return [Span(held.key.start, held.key.end, emit_scalar(name, flow=draft.in_flow(trail))), *replaced(draft, trail, written)]
