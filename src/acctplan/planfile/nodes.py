"""Events to nodes with spans: where every key and value stands in the text. Used to place findings and to splice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from .events import Refused, fast, fault_of, pure

_COLON = re.compile(r"[ \t]*:")


def is_place(step: str) -> bool:
    """Whether a path step is a position in a list."""
    return step.isascii() and step.isdigit() and len(step) < 7


@dataclass(slots=True)
class Node:
    """A value in the text. `start` and `end` are character offsets; a block collection ends where its last value ends.

    `entries` holds (key node or None, value node): keys for a mapping, None for a sequence.
    """

    kind: Literal["scalar", "mapping", "sequence"]
    start: int
    end: int
    line: int
    column: int
    flow: bool = False
    style: str = ""
    value: str | None = None
    entries: list[tuple[Node | None, Node]] = field(default_factory=list)

    def index_of(self, step: str) -> int | None:
        """The position of the entry a path step names: a key, or a position in a sequence."""
        if self.kind == "mapping":
            return next((place for place, (key, _) in enumerate(self.entries) if key is not None and key.value == step), None)
        return int(step) if self.kind == "sequence" and is_place(step) and int(step) < len(self.entries) else None

    def child(self, step: str) -> tuple[Node | None, Node] | None:
        """The entry a path step names."""
        place = self.index_of(step)
        return None if place is None else self.entries[place]


def read_nodes(text: str) -> Node | None:
    """The root node of a YAML text, None if it is blank. Raises Refused on text that cannot be read."""
    for parser in (fast, pure):
        try:
            return nodes_of(parser(text), text)
        except (YAMLError, ImportError, UnicodeError) as error:
            if parser is pure:
                raise Refused(fault_of(error) if isinstance(error, YAMLError) else fault_of(YAMLError())) from None
        except RecursionError:
            raise Refused(fault_of(YAMLError())) from None
    return None


def nodes_of(events: Iterator[Any], text: str) -> Node | None:
    """The root node of a parser's events over a text."""
    root = None
    for event in events:
        if type(event) in (ScalarEvent, MappingStartEvent, SequenceStartEvent):
            root = _node(event, events, text)
    return root


def _node(event: Any, events: Iterator[Any], text: str) -> Node:
    mark = event.start_mark
    if type(event) is AliasEvent:
        return Node("scalar", mark.index, event.end_mark.index, mark.line, mark.column)
    if type(event) is ScalarEvent:
        blank = event.value == "" and event.implicit[0]
        style = event.style or ""
        return Node(
            "scalar",
            mark.index,
            event.end_mark.index,
            mark.line,
            mark.column,
            False,
            style,
            None if blank else event.value,
        )
    kind: Literal["mapping", "sequence"] = "mapping" if type(event) is MappingStartEvent else "sequence"
    node = Node(kind, mark.index, mark.index, mark.line, mark.column, bool(event.flow_style))
    for inner in events:
        if type(inner) in (MappingEndEvent, SequenceEndEvent):
            node.end = inner.end_mark.index if node.flow else (node.entries[-1][1].end if node.entries else mark.index)
            return node
        key = _node(inner, events, text) if kind == "mapping" else None
        value = _node(next(events) if key is not None else inner, events, text)
        if key is not None and value.kind == "scalar" and value.value is None and value.start == value.end:
            _at_colon(key, value, text)
        node.entries.append((key, value))
    return node


def _at_colon(key: Node, blank: Node, text: str) -> None:
    """Place a blank right after its field's colon: one parser puts it there, the other where the next thing begins."""
    colon = _COLON.match(text, key.end)
    if colon is not None:
        blank.start = blank.end = colon.end()
        blank.line, blank.column = key.line, key.column + colon.end() - key.start
