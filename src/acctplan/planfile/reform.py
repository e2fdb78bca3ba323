"""Items from short form to long and back: what the plan says stays, and so does every other byte."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, Literal, NamedTuple

from .apply import meaning
from .draft import Draft, Span
from .narrow import short_places
from .replacement import rewritten

Form = Literal["short", "long"]
Path = tuple[str, ...]


class Reformed(NamedTuple):
    """A text in one form, and the places of the items that were in the other."""

    text: str
    places: tuple[Path, ...]


def misread_short(front: str, tree: Mapping[str, Any], intended: Mapping[str, Any], people: Container[str]) -> list[Span]:
    """Spans for the short items that a text would be read another way in than is meant, because whom it names is known no more."""
    draft = Draft(front, intended, people)
    now = Draft(front, tree, people)
    spans: list[Span] = []
    for path in short_places(intended):
        trail = draft.trail(path)
        if len(trail) == len(path) and trail[-1].node.kind == "scalar" and meaning(now.value_at(path)) != meaning(draft.value_at(path)):
            spans += rewritten(draft, trail, path, draft.value_at(path))
    return spans
