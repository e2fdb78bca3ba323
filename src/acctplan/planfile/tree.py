"""Events to a tree of plain values: mappings, lists and text; a blank is None.

Every scalar is text. What could change meaning or run away is refused: anchors, aliases, tags, merge keys, further
documents, keys that are no text, too deep or too many nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from acctplan.model.finding import Fault, Position

from .events import Refused, fast, fault_of, position_of, pure
from .limits import DEPTH, NODES


def read_tree(text: str) -> tuple[Any, list[Fault]]:
    """The value a YAML text stands for, and the duplicate keys in it (the first one counts).

    Positions are inside `text`. Raises Refused where nothing can be trusted.
    """
    try:
        builder = _Builder()
        return builder.run(fast(text)), builder.faults
    except (YAMLError, ImportError, UnicodeError):
        pass
    try:
        builder = _Builder()
        return builder.run(pure(text)), builder.faults
    except YAMLError as error:
        raise Refused(fault_of(error)) from None
    except RecursionError:
        raise Refused(_too_deep(Position())) from None


def _too_deep(at: Position) -> Fault:
    return Fault("AP111", f"Values are nested more than {DEPTH} deep here. Flatten them.", at=at)


def check_event(event: Any) -> None:
    """Raise Refused for an event that no plan may hold."""
    if type(event) is AliasEvent:
        raise Refused(
            Fault(
                "AP114",
                "A value that starts with * refers elsewhere. Write it out, or quote it.",
                at=position_of(event.start_mark),
            )
        )
    if getattr(event, "anchor", None) is not None:
        raise Refused(
            Fault(
                "AP114",
                "A value that starts with & names an anchor. Quote it, or remove the name.",
                at=position_of(event.start_mark),
            )
        )
    if getattr(event, "tag", None) is not None:
        raise Refused(
            Fault(
                "AP114",
                "A value that starts with ! is a tag. Quote it, or remove the tag.",
                at=position_of(event.start_mark),
            )
        )


class _Builder:
    """One pass over the events; keeps the duplicate keys it met."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.nodes = 0
        self.depth = 0
        self.path: list[str] = []

    def run(self, events: Iterator[Any]) -> Any:
        documents = 0
        value: Any = None
        for event in events:
            kind = type(event)
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1 or event.explicit or event.version or event.tags:
                    raise Refused(
                        Fault(
                            "AP114",
                            "A second document or a directive starts here. Remove it.",
                            at=position_of(event.start_mark),
                        )
                    )
            elif kind is DocumentEndEvent and event.explicit:
                raise Refused(Fault("AP114", "A line of three dots ends the fields here. Remove it.", at=position_of(event.start_mark)))
            elif kind in (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent):
                value = self.value(event, events)
        return value

    def value(self, event: Any, events: Iterator[Any]) -> Any:
        check_event(event)
        self.nodes += 1
        if self.nodes > NODES:
            raise Refused(
                Fault(
                    "AP111",
                    f"The fields hold more than {NODES:,} values. Split the plan.",
                    at=position_of(event.start_mark),
                )
            )
        if type(event) is ScalarEvent:
            return None if event.value == "" and event.implicit[0] else event.value
        self.depth += 1
        if self.depth > DEPTH:
            raise Refused(_too_deep(position_of(event.start_mark)))
        built = self.mapping(events) if type(event) is MappingStartEvent else self.sequence(events)
        self.depth -= 1
        return built

    def sequence(self, events: Iterator[Any]) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if type(event) is SequenceEndEvent:
                break
            self.path.append(str(len(items)))
            items.append(self.value(event, events))
            self.path.pop()
        return items

    def mapping(self, events: Iterator[Any]) -> dict[str, Any]:
        built: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for event in events:
            if type(event) is MappingEndEvent:
                break
            key = self.key(event)
            self.path.append(key)
            value = self.value(next(events), events)
            if key in built:
                self.faults.append(self.duplicate(key, event, lines[key]))
            else:
                built[key] = value
                lines[key] = event.start_mark.line
            self.path.pop()
        return built

    def key(self, event: Any) -> str:
        check_event(event)
        self.nodes += 1
        plain = type(event) is ScalarEvent
        if plain and event.value == "<<" and event.implicit[0]:
            raise Refused(Fault("AP114", "<< merges another value in. Write the fields out.", at=position_of(event.start_mark)))
        if not plain or event.value == "":
            raise Refused(
                Fault(
                    "AP100",
                    "The name of a field must be plain text before the colon.",
                    at=position_of(event.start_mark),
                )
            )
        return str(event.value)

    def duplicate(self, key: str, event: Any, first: int) -> Fault:
        at = position_of(event.start_mark)
        above = at.line - 1 - first
        where = f"{above} line{'s' if above > 1 else ''} above" if above else "earlier on this line"
        message = f"“{key[:60]}” is written twice: here and {where}. Keep one."
        return Fault("AP103", message, path=tuple(self.path), at=at)
