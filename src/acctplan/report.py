"""A neutral document: what to say and in which order, not how it looks. Views make it, formats render it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from acctplan.named_tuple import NamedTuple

Tone = Literal["", "good", "warn", "bad", "dim", "strong"]


class Cell(NamedTuple):
    """Text with a tone; what a table, a fact or a tree shows."""

    text: str
    tone: Tone = ""


class Heading(NamedTuple):
    """A heading; level 1 is the document's."""

    text: str
    level: int = 2


class Prose(NamedTuple):
    """A paragraph. `markdown` says that a person wrote it as Markdown."""

    text: str
    tone: Tone = ""
    markdown: bool = False


class Listing(NamedTuple):
    """Points of a list, each with a tone; `deep` are sub-points."""

    points: tuple[Cell, ...]


class FactList(NamedTuple):
    """Labels and values."""

    rows: tuple[tuple[str, Cell], ...]


class Column(NamedTuple):
    """A table column. Its text wraps no further than `least`; columns with a `drop` go when space is short, 1 before 2."""

    name: str
    right: bool = False
    least: int = 4
    drop: int = 0


class Table(NamedTuple):
    """Rows under columns; `empty` is said when there is no row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "Nothing."


class Branch(NamedTuple):
    """A node of a tree and what hangs below it."""

    cell: Cell
    below: tuple[Branch, ...] = ()


class Tree(NamedTuple):
    """Roots in order."""

    roots: tuple[Branch, ...]


class Trend(NamedTuple):
    """Values over time: labels and texts, and heights from 0 to 1 for a picture, None where nothing is said.

    `brief` asks for the picture alone, where the values are told beside it.
    """

    label: str
    points: tuple[tuple[str, Cell, float | None], ...]
    brief: bool = False


class Code(NamedTuple):
    """Lines that stand as they are."""

    text: str


Piece = Heading | Prose | Listing | FactList | Table | Tree | Trend | Code


class Written:
    """A list of a result whose entries a format wrote one by one, packed: what is long is held once, and small."""

    def __init__(self, packed: Iterable[bytes]) -> None:
        self.packed = packed

    @staticmethod
    def pack(text: str) -> bytes:
        """An entry as it is held."""
        return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)

    def texts(self) -> Iterator[str]:
        """The entries as they were written."""
        return (zlib.decompress(one).decode("utf-8", "surrogatepass") for one in self.packed)


class Pieces:
    """Pieces that are made anew each time they are gone through: of a long report none is kept."""

    def __init__(self, make: Callable[[], Iterator[Piece]]) -> None:
        self.make = make

    def __iter__(self) -> Iterator[Piece]:
        return self.make()


class Report(NamedTuple):
    """A document and the typed result it was made from; machine formats give the result. The pieces can be
    gone through more than once.

    `base` is the folder of the book in its repository, with a slash at its end, for what names files from there; empty at the top.
    """

    kind: str
    title: str
    pieces: Iterable[Piece]
    result: Any = None
    base: str = ""
