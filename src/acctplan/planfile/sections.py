"""A plan's text by its top-level fields, without parsing it: lines that did not change say what they said."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from acctplan.model.finding import Fault
from acctplan.pattern import Pattern

from .events import Refused, odd
from .limits import NODES
from .split import split
from .tree import read_tree
from .widen import widen

_TOP = Pattern(r"\n(?:(?P<name>[A-Za-z_][\w-]*):(?=[ \t\r\n])|(?P<odd>[^\s#-]|-(?![ \r\n])))")
_TELLS_PEOPLE = ("team", "stakeholders", "owner")
BODY = "body"

Key = tuple[str, ...]


def sections(text: str) -> dict[str, str] | None:
    """The lines of each top-level field, and the body under `body`; None where only a parser can tell one field from the next.

    What a field's lines say may still run on into the next field's: whoever reads them alone, as `read_section` does, finds that out.
    """
    halves = split(text)
    if isinstance(halves, Fault) or "<<<<<<< " in text:
        return None
    front, found = halves.front, starts(halves.front)
    if found is None:
        return None
    ends = [*list(found.values())[1:], len(front)]
    return {name: front[start:end] for (name, start), end in zip(found.items(), ends, strict=True)} | {BODY: halves.body}


def starts(front: str) -> dict[str, int] | None:
    """Where the lines of each top-level field begin in a front matter, in order; None as for `sections`."""
    if odd(front) or len(front) > 2 * NODES:
        return None
    fields: dict[str, int] = {}
    for found in _TOP.finditer(f"\n{front}"):
        name = found["name"]
        if name is None or name == BODY or name in fields:
            return None
        fields[name] = found.start()
    return fields or None


def key_of(parts: Mapping[str, str], name: str) -> Key:
    """All that decides what a field says: its lines, and for actions, whose short form names people, the lines that tell who is one."""
    beside = [parts.get(other, "") for other in _TELLS_PEOPLE] if name == "actions" else []
    return (name, parts[name], *beside)


def read_section(parts: Mapping[str, str], name: str, people: Container[str]) -> Any:
    """The value of one field in long form, from its lines alone. Raises Refused where they cannot stand alone."""
    return widen(_read(parts, [name, *_beside(parts, name)]), people)[name]


def _beside(parts: Mapping[str, str], name: str) -> list[str]:
    """The fields that are read with one: those that tell who is a person, with actions."""
    return [other for other in _TELLS_PEOPLE if name == "actions" and other in parts]


def _read(parts: Mapping[str, str], names: Sequence[str]) -> dict[str, Any]:
    """The values of some fields as they are written. Raises Refused where the lines of these cannot stand alone."""
    tree, _ = read_tree("".join(parts[name] for name in names))
    if not isinstance(tree, dict) or set(tree) != set(names):
        raise Refused(Fault("AP100", f"{names[0]} runs on into the next field. Look for a quote or bracket that is not closed."))
    return tree


class ReadOnce:
    """`read_section` that reads alike wordings once, for the same people every time."""

    def __init__(self) -> None:
        self.alike: dict[Key, Any] = {}

    def __call__(self, parts: Mapping[str, str], name: str, people: Container[str]) -> Any:
        """The value of one field, as `read_section` has it."""
        key = key_of(parts, name)
        if key not in self.alike:
            self.alike[key] = read_section(parts, name, people)
        return self.alike[key]

    def every(self, parts: Mapping[str, str], names: Iterable[str], people: Container[str]) -> dict[str, Any]:
        """The values of some fields, as `read_section` has them; those in new words are read at once. Raises Refused as it does."""
        keys = {name: key_of(parts, name) for name in names}
        wanted = {other: key_of(parts, other) for name in keys for other in _beside(parts, name)} | keys
        fresh = [name for name, key in wanted.items() if key not in self.alike]
        if fresh:
            known = {name: self.alike[key] for name, key in wanted.items() if name in _TELLS_PEOPLE and key in self.alike}
            wide = widen(known | _read(parts, fresh), people)
            self.alike |= {wanted[name]: wide[name] for name in fresh}
        return {name: self.alike[key] for name, key in keys.items()}
