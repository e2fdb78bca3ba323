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


def _too_many(at: Position) -> Fault:
    return Fault("AP111", f"The fields hold more than {NODES:,} values. Split the plan.", at=at)


class _Frame:
    """A mapping or list that is being read: `key` waits for its value, `seen` holds the event of each key."""

    __slots__ = ("at", "key", "seen", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.key: str | None = None
        self.at: Any = None
        self.seen: dict[str, Any] = {}

    @property
    def step(self) -> str:
        """Where in it the value stands that is read next."""
        return str(len(self.value)) if self.key is None else self.key


class _Builder:
    """One pass over the events; keeps the duplicate keys it met."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.frames = [_Frame([])]
        self.documents = 0

    def run(self, events: Iterator[Any]) -> Any:
        """The value of the one document; None for none."""
        frames, nodes = self.frames, 0
        root = frame = frames[0]
        keyed = False
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                if event.anchor is not None or event.ctag is not None:
                    raise Refused(_unsafe(event))
                value = event.value
                if keyed and frame.key is None:
                    nodes += 1
                    if value == "" or value == "<<":
                        _refuse_key(event)
                    frame.key, frame.at = value, event
                    continue
                if value == "" and event.implicit[0]:
                    value = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                nodes += 1
                frame, keyed = self.opened(event, frame, keyed), kind is MappingStartEvent
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = frames.pop().value
                frame = frames[-1]
                keyed = type(frame.value) is dict
                nodes -= 1
            else:
                self.outside(event)
                continue
            nodes += 1
            if nodes > NODES:
                raise Refused(_too_many(position_of(event.start_mark)))
            if keyed:
                self.keep(frame, value)
            else:
                frame.value.append(value)
        return root.value[-1] if root.value else None

    def opened(self, event: Any, frame: _Frame, keyed: bool) -> _Frame:
        """The frame of a mapping or list that begins."""
        if event.anchor is not None or event.ctag is not None:
            raise Refused(_unsafe(event))
        if keyed and frame.key is None:
            _refuse_key(event)
        if len(self.frames) > DEPTH:
            raise Refused(_too_deep(position_of(event.start_mark)))
        self.frames.append(_Frame({} if type(event) is MappingStartEvent else []))
        return self.frames[-1]

    def outside(self, event: Any) -> None:
        """Refuse what no plan may hold beside mappings, lists and text."""
        kind = type(event)
        if kind is AliasEvent:
            raise Refused(_unsafe(event))
        if kind is DocumentStartEvent:
            self.documents += 1
            if self.documents > 1 or event.explicit or event.version or event.tags:
                raise Refused(Fault("AP114", "A second document or a directive starts here. Remove it.", at=position_of(event.start_mark)))
        elif kind is DocumentEndEvent and event.explicit:
            raise Refused(Fault("AP114", "A line of three dots ends the fields here. Remove it.", at=position_of(event.start_mark)))

    def keep(self, frame: _Frame, value: Any) -> None:
        """Put a value under its key; the first of two counts."""
        key = frame.key
        assert key is not None
        if key in frame.value:
            self.faults.append(self.duplicate(key, frame.at, frame.seen[key].start_mark.line))
        else:
            frame.value[key] = value
            frame.seen[key] = frame.at
        frame.key = None

    def duplicate(self, key: str, event: Any, first: int) -> Fault:
        at = position_of(event.start_mark)
        above = at.line - 1 - first
        where = f"{above} line{'s' if above > 1 else ''} above" if above else "earlier on this line"
        message = f"“{key[:60]}” is written twice: here and {where}. Keep one."
        return Fault("AP103", message, path=tuple(frame.step for frame in self.frames[1:]), at=at)


def _unsafe(event: Any) -> Fault:
    at = position_of(event.start_mark)
    if type(event) is AliasEvent:
        return Fault("AP114", "A value that starts with * refers elsewhere. Write it out, or quote it.", at=at)
    if event.anchor is not None:
        return Fault("AP114", "A value that starts with & names an anchor. Quote it, or remove the name.", at=at)
    return Fault("AP114", "A value that starts with ! is a tag. Quote it, or remove the tag.", at=at)


def _refuse_key(event: Any) -> None:
    """Raise Refused for a key that is no plain text, or that merges."""
    at = position_of(event.start_mark)
    if type(event) is not ScalarEvent or event.value == "":
        raise Refused(Fault("AP100", "The name of a field must be plain text before the colon.", at=at))
    if event.implicit[0]:
        raise Refused(Fault("AP114", "<< merges another value in. Write the fields out.", at=at))
