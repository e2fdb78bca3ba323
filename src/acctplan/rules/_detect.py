"""How things that do not belong into a text are found in it: by cheap hints first, then by their exact shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from acctplan.model.finding import Fault, Position
from acctplan.model.plan import Plan
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from ._leaves import leaves
from ._words import where

if TYPE_CHECKING:
    from acctplan.model.facts import Facts


class Find(NamedTuple):
    """Something found in a text: what it is in words, where it begins and ends."""

    kind: str
    start: int
    end: int


def apart(found: Iterable[Find]) -> list[Find]:
    """Finds in the order of the text; of two that overlap, the one that begins first, then the longer."""
    kept: list[Find] = []
    for find in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or find.start >= kept[-1].end:
            kept.append(find)
    return kept


def begun(pattern: Pattern, text: str, lower: str, words: Iterable[str]) -> Iterator[re.Match[str]]:
    """Matches of a pattern that begins with one of some words, tried only where one stands in the text in small letters."""
    if len(lower) != len(text):
        yield from pattern.finditer(text)
        return
    for word in words:
        place = lower.find(word)
        while place >= 0:
            match = pattern.compiled.match(text, place)
            if match:
                yield match
            place = lower.find(word, match.end() if match else place + 1)


def position(text: str, offset: int) -> Position:
    """Line and column of a place in a file's text, both from 1; a byte order mark is no column."""
    start = text.rfind("\n", 0, offset) + 1
    return Position(text.count("\n", 0, offset) + 1, offset - start + 1 - (start == 0 and text.startswith("\ufeff")))


def told(code: str, plan: Plan | None, text: str, found: list[Find], say: Callable[[Find, str], str]) -> Iterator[Fault]:
    """A fault for each find, placed at it. `say` makes the message from the find and where it stands, in words.

    What was found is in no fault: of several of a kind in one place, each is told apart by its number.
    """
    seen: dict[tuple[tuple[str, ...], str], int] = {}
    for find in found:
        path = _path(plan, text[find.start : find.end]) if plan else ()
        number = seen[path, find.kind] = seen.get((path, find.kind), 0) + 1
        place = where(plan, path) if plan and path else ("a comment or the body" if plan else "this file")
        yield Fault(code, say(find, place), path, position(text, find.start), arguments=(find.kind, str(number)))


def _path(plan: Plan, words: str) -> tuple[str, ...]:
    return next((path for path, text in leaves(plan) if words in text), ())


def facts_texts(facts: Facts | None, holds: Callable[[str], object]) -> list[tuple[tuple[str, ...], str]]:
    """Every text of an account's facts with its path, the ids of other systems left out; none where all of them together hold nothing."""
    found: list[tuple[tuple[str, ...], str]] = []
    waiting: list[tuple[tuple[str, ...], Any]] = [(("facts",), facts.groups)] if facts else []
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            found.append((path, value))
        elif isinstance(value, (Mapping, list)):
            pairs = value.items() if isinstance(value, Mapping) else enumerate(value)
            waiting += [((*path, str(step)), item) for step, item in pairs if step not in ("external", "changed_at")]
    return found if found and holds("\n".join(text for _, text in found)) else []
