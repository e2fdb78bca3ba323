"""A report's pieces as plain data for templates: text made inert, pictures reckoned, nothing left to compute."""

from __future__ import annotations

from typing import Any

from acctplan.report import Branch, Cell, Code, FactList, Heading, Listing, Piece, Prose, Report, Table, Tree, Trend

from ._inert import inert

_BAR_WIDTH, _BAR_GAP, _BAR_HEIGHT = 34, 6, 72


def plain_report(report: Report) -> dict[str, Any]:
    """Title and pieces; each piece is a mapping with its kind."""
    return {"title": inert(report.title), "pieces": [_piece(piece) for piece in report.pieces]}


def _piece(piece: Piece) -> dict[str, Any]:
    match piece:
        case Heading():
            return {
                "kind": "heading",
                "text": inert(piece.text),
                "level": piece.level,
                "anchor": "".join(c if c.isalnum() else "-" for c in piece.text.lower()),
            }
        case Prose():
            return {"kind": "prose", "text": inert(piece.text), "tone": piece.tone, "markdown": piece.markdown}
        case Listing():
            return {"kind": "listing", "points": [_cell(point) for point in piece.points]}
        case FactList():
            return {"kind": "facts", "rows": [{"label": inert(label), **_cell(cell)} for label, cell in piece.rows]}
        case Table():
            columns = [{"name": inert(column.name), "right": column.right} for column in piece.columns]
            return {
                "kind": "table",
                "columns": columns,
                "rows": [[_cell(cell) for cell in row] for row in piece.rows],
                "empty": piece.empty,
            }
        case Tree():
            return {"kind": "tree", "roots": [_branch(root) for root in piece.roots]}
        case Trend():
            return _trend(piece)
        case Code():
            return {"kind": "code", "text": inert(piece.text)}


def _cell(cell: Cell) -> dict[str, Any]:
    return {"text": inert(cell.text), "tone": cell.tone}


def _branch(branch: Branch) -> dict[str, Any]:
    return {**_cell(branch.cell), "below": [_branch(child) for child in branch.below]}


def _trend(trend: Trend) -> dict[str, Any]:
    """Bars of an SVG picture, in its own units, from the left."""
    points = []
    for place, (label, cell, height) in enumerate(trend.points):
        tall = 0.0 if height is None else round(8 + height * (_BAR_HEIGHT - 8), 1)
        points.append({"label": inert(label), **_cell(cell), "x": place * (_BAR_WIDTH + _BAR_GAP), "y": _BAR_HEIGHT - tall, "height": tall})
    width = max(len(points) * (_BAR_WIDTH + _BAR_GAP) - _BAR_GAP, 1)
    return {
        "kind": "trend",
        "brief": trend.brief,
        "label": inert(trend.label),
        "points": points,
        "width": width,
        "bar": _BAR_WIDTH,
        "tall": _BAR_HEIGHT,
    }
