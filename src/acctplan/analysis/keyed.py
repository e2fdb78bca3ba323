"""A plan as it is compared: without what says nothing, records of a list under what names them, the body by its headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from acctplan.model.identifier import slug_of
from acctplan.pattern import Pattern

TITLES = ("title", "name", "do", "ask", "what", "text", "claim", "metric", "quote")
"""Fields that hold the words a record is known by."""
_NATURAL = {"relations": ("from", "to"), "voice": ("who", "said_on"), "signals": ("seen_on",), "lint_ignore": ("rule",)}
_HEADING = Pattern(r"(?m)^ {0,3}#{1,6}[ \t]+(?P<title>\S[^\n]*)$")
_FENCE = Pattern(r"^ {0,3}(?P<mark>`{3,}|~{3,})")
_OPENING = "opening"
_MOST_HEADINGS = 300
_MOST_HELD = 500
"""Values that are held at once: those of some versions of a plan."""


class Entries(dict[str, Any]):
    """Records of a list by what names them, in the list's order; two of one name are told apart by their order.

    They never equal a mapping that is none of a list's records.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entries) and dict.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None


def keyed(value: Any, name: str = "") -> Any:
    """A long-form value to compare: a blank and an absent field are the same, a list that holds records is `Entries`."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (dict, Mapping)):
        return said({key: item if type(item) is str else keyed(item, key) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        items = [keyed(item) for item in value]
        return entries(items, name) if any(isinstance(item, dict) for item in items) else items
    return value


def said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something."""
    return {key: item for key, item in fields.items() if item or not (item is None or isinstance(item, (dict, list)))}


class KeyedOnce:
    """`keyed` that goes through a value once, as long as its version or the next one is compared."""

    def __init__(self) -> None:
        self.held: dict[int, tuple[Any, Any]] = {}

    def __call__(self, value: Any, name: str) -> Any:
        """The value to compare."""
        if isinstance(value, str):
            return value
        if id(value) not in self.held:
            if len(self.held) > _MOST_HELD:
                self.held.clear()
            self.held[id(value)] = (value, keyed(value, name))
        return self.held[id(value)][1]


def unkeyed(value: Any) -> Any:
    """The value in long form again: lists are lists."""
    if isinstance(value, Entries):
        return [unkeyed(item) for item in value.values()]
    if isinstance(value, dict):
        return {key: unkeyed(item) for key, item in value.items()}
    return [unkeyed(item) for item in value] if isinstance(value, list) else value


def entries(items: Iterable[Any], name: str) -> Entries:
    """Records under their natural key, made a slug: that of the list, else their id or the words they are known by."""
    return _apart((_key(item, name), item) for item in items)


def body_parts(body: str) -> Entries:
    """The parts of a body by their headings, each with its heading's line; what stands before the first is `opening`.

    Headings in fenced code are none. A body with more than 300 headings is one part.
    """
    starts, fence, place = [0], "", 0
    for line in body.split("\n"):
        mark = _FENCE.match(line) if line[:4].lstrip()[:1] in ("`", "~") else None
        if mark and (not fence or mark["mark"].startswith(fence)):
            fence = "" if fence else mark["mark"]
        elif not fence and line.lstrip(" ").startswith("#") and place and _HEADING.match(line):
            starts.append(place)
        place += len(line) + 1
    if len(starts) > _MOST_HEADINGS:
        return Entries({_OPENING: body})
    parts = [body[start:end] for start, end in zip(starts, [*starts[1:], len(body)], strict=True)]
    return _apart((slug_of(heading_of(part)) or _OPENING, part) for part in parts if part.strip())


def heading_of(part: str) -> str:
    """The title of a body's part; empty without one."""
    found = _HEADING.match(part)
    return found["title"].rstrip("# \t\r") if found else ""


def _key(item: Any, name: str) -> str:
    if not isinstance(item, dict):
        return slug_of(str(item)) or "entry"
    said = [str(item[field]) for field in _NATURAL.get(name, ()) if item.get(field)]
    words = said or [str(item[field]) for field in ("id", *TITLES) if isinstance(item.get(field), str)][:1]
    return slug_of(" ".join(words)) or "entry"


def _apart(pairs: Iterable[tuple[str, Any]]) -> Entries:
    found, count = Entries(), dict[str, int]()
    for key, item in pairs:
        count[key] = count.get(key, 0) + 1
        own = key if key not in found else f"{key}-{count[key]}"
        while own in found:
            own = f"{own}-{count[key]}"
        found[own] = item
    return found
