"""One line an item: `file:line:col: CODE name message` for findings, tab-separated cells for tables."""

from __future__ import annotations

from acctplan.report import Cell, FactList, Heading, Listing, Prose, Report, Table

from ._inert import one_line

SUFFIX = ".tsv"


def render(report: Report, *, width: int, color: bool) -> str:
    """The lines; nothing for a report without items."""
    findings = getattr(report.result, "findings", None)
    if findings is not None:
        lines = [f"{item.file or item.plan}:{item.line}:{item.column}: {item.code} {item.name} {item.message}" for item in findings]
    else:
        lines = [line for piece in report.pieces for line in _lines(piece)]
    return "".join(one_line(line) + "\n" for line in lines)


def _lines(piece: object) -> list[str]:
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
