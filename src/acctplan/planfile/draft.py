"""A front matter under edit: its text, what it says, and how a value is written where it is to stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.identifier import slug_of
from acctplan.named_tuple import NamedTuple

from .emit import WIDTH, emit_entry, emit_flow, emit_item, emit_scalar, emit_text
from .layout import Held, Layout
from .narrow import narrow_all
from .nodes import Node, is_place
from .widen import known_people

ELSEWHERE = "Change it with `acctplan edit`."


class Span(NamedTuple):
    """What to put in place of the characters from start to end."""

    start: int
    end: int
    put: str


def put_in(text: str, spans: Iterable[Span]) -> str:
    """The text with spans replaced. Raises ValueRefused where two of them overlap."""
    last = len(text) + 1
    for span in sorted(spans, reverse=True):
        if span.end > last:
            raise unsafe()
        text, last = text[: span.start] + span.put + text[span.end :], span.start
    return text


def ended(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """The spans with line endings as a text has them."""
    for span in spans:
        put = span.put.replace("\r\n", "\n")
        yield span._replace(put=put.replace("\n", "\r\n") if "\r\n" in text else put)


def unsafe() -> ValueRefused:
    """The refusal of a change that the text has no safe place for."""
    return ValueRefused("the plan is written in a way this change cannot be made in safely", ELSEWHERE)


class Draft(Layout):
    """One front matter: `tree` is what it says in long form, `people` are ids of ours. `cautious` writes in the safest style."""

    def __init__(self, front: str, tree: Mapping[str, Any], people: Container[str], *, cautious: bool = False) -> None:
        super().__init__(front)
        self.tree = tree
        self.people = people
        self.cautious = cautious

    def value_at(self, path: tuple[str, ...]) -> Any:
        """What a path holds, in long form; None where it holds nothing."""
        value: Any = dict(self.tree)
        for step in path:
            if isinstance(value, list):
                value = value[int(step)] if is_place(step) and int(step) < len(value) else None
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value

    def trail(self, path: tuple[str, ...]) -> list[Held]:
        """The entries along a path, as far as the text holds them; a key result also by the metric that names it."""
        trail: list[Held] = []
        node = self.root
        for place, step in enumerate(path):
            index = node.index_of(step)
            if index is None and place and path[place - 1] == "key_results":
                index = self._by_metric(node, step)
            if index is None and trail and step == "0" and self.one_of(path[:place], node):
                trail.append(trail[-1])
                continue
            if index is None:
                break
            trail.append(Held(node, index))
            node = trail[-1].node
        return trail

    @staticmethod
    def _by_metric(node: Node, step: str) -> int | None:
        for index, (key, value) in enumerate(node.entries if node.kind == "mapping" else ()):
            if key is not None and value.kind == "scalar" and slug_of(key.value or "") == step:
                return index
        return None

    def one_of(self, path: tuple[str, ...], node: Node) -> bool:
        """Whether a record stands at a path for a list of one."""
        return node.kind == "mapping" and isinstance(self.value_at(path), list)

    def shortest(self, path: tuple[str, ...], value: Any) -> Any:
        """The value in short form where that can hold it."""
        return narrow_all(path, value, known_people(self.tree, self.people))

    def in_flow(self, trail: list[Held]) -> bool:
        """Whether the last entry of a trail stands inside braces or brackets."""
        return any(held.parent.flow for held in trail)

    def scalar(self, held: Held, value: str, *, flow: bool) -> str:
        """A text in place of a value: on one line where something follows it there, else in the style the text had."""
        node = held.node
        style = node.style if node.kind == "scalar" and node.style in ("'", '"') else ""
        if self.cautious:
            return emit_scalar(value, flow=True, style='"')
        if flow or style or self.comment(held):
            return emit_scalar(value, flow=flow, style=style)
        return emit_text(value, held.column + (self.step() if held.key is not None else 2))

    def entry(self, name: str, value: Any, column: int, like: Node | None = None) -> str:
        """Lines of a new entry of a block mapping, in the style of the entry beside it, without the last ending."""
        if isinstance(value, Mapping) and value and like is not None and like.kind == "mapping" and like.flow:
            line = f"{' ' * column}{emit_scalar(name)}: {emit_flow(value)}"
            if len(line) <= WIDTH:
                return line
        return emit_entry(name, value, column, self.step())

    def item(self, value: Any, column: int, like: Node | None = None) -> str:
        """Lines of a new item of a block list, in the style of the one beside it, without the last ending."""
        block = isinstance(value, Mapping) and value and (like is None or like.kind != "mapping" or not like.flow)
        return emit_item(value, column, self.step(), block=bool(block))
