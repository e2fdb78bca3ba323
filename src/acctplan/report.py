"""A neutral document: what to say and in which order, not how it looks. Views make it, formats render it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Tone = Literal["", "good", "warn", "bad", "dim", "strong"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with a tone; what a table, a fact or a tree shows."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph. `markdown` says that a person wrote it as Markdown."""

    text: str
    tone: Tone = ""
    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Points of a list, each with a tone; `deep` are sub-points."""

    points: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FactList:
    """Labels and values."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. `least` is the width below which its text wraps no further; `drop` columns go first when space is short (1 before 2)."""

    name: str
    right: bool = False
    least: int = 4
    drop: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `empty` is said when there is no row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "Nothing."


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a tree and what hangs below it."""

    cell: Cell
    below: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """Roots in order."""

    roots: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Values over time: labels and texts, and heights from 0 to 1 for a picture."""

    label: str
    points: tuple[tuple[str, Cell, float], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that stand as they are."""

    text: str


Piece = Heading | Prose | Listing | FactList | Table | Tree | Trend | Code


@dataclass(frozen=True)
class Report:
    """A document and the typed result it was made from; machine formats give the result."""

    kind: str
    title: str
    pieces: tuple[Piece, ...]
    result: Any = field(default=None)
