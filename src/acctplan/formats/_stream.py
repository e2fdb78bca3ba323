"""Long texts piece by piece, so that none of them is ever held whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

_SIZE = 1 << 16
"""Characters of a piece, at least, but for the last."""


def in_pieces(words: Iterable[str]) -> Iterator[str]:
    """The same text in pieces worth a write each."""
    held: list[str] = []
    size = 0
    for word in words:
        held.append(word)
        size += len(word)
        if size >= _SIZE:
            yield "".join(held)
            held.clear()
            size = 0
    if held:
        yield "".join(held)


class Later(list[Any]):
    """A list to who goes through it, of items that are made when they are reached: a JSON encoder asks for no more."""

    def __init__(self, items: Callable[[], Iterable[Any]], length: int) -> None:
        super().__init__()
        self.items = items
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items())


def json_pieces(document: Any, indent: int) -> Iterator[str]:
    """A document as JSON with sorted keys, ended by a line; `document` may hold a `Later`.

    No string is ever cut, so what is made harmless in a piece is harmless in the whole.
    """
    import json

    from ._inert import escaped

    encoder = json.JSONEncoder(ensure_ascii=False, indent=indent, sort_keys=True)
    yield from map(escaped, in_pieces(encoder.iterencode(document)))
    yield "\n"
