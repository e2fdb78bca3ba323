"""One line an item: `file:line:col: CODE name message` for findings, tab-separated cells for tables."""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.report import Cell, FactList, Heading, Listing, Prose, Report, Table

from ._inert import one_line
from ._stream import in_pieces

SUFFIX = ".tsv"


def render(report: Report, *, width: int, color: bool) -> str:
    """The lines; nothing for a report without items."""
    return "".join(pieces(report, width=width, color=color))


def pieces(report: Report, *, width: int, color: bool) -> Iterator[str]:
    """The same piece by piece."""
    return in_pieces(one_line(line) + "\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    findings = getattr(report.result, "findings", None)
    if findings is None:
        for piece in report.pieces:
            yield from _lines_of(piece)
    else:
        for item in findings:
            yield f"{item.file or item.plan}:{item.line}:{item.column}: {item.code} {item.name} {item.message}"


def _lines_of(piece: object) -> list[str]:
    match piece:
        case Table():
            return ["    ".join(cell.text for cell in row) for row in piece.rows]
        case Listing():
            return [point.text for point in piece.points]
        case FactList():
            return [f"{label}: {cell.text}" for label, cell in piece.rows]
        case Heading() if piece.level > 1:
            return [piece.text]
        case Prose() | Cell():
            return [piece.text]
    return []
