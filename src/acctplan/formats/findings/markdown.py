"""A comment for a pull request: the most severe findings first, no longer than a comment may be."""

from __future__ import annotations

from acctplan.formats import markdown
from acctplan.report import Piece, Prose, Report, Table

SUFFIX = ".md"
MOST_CHARACTERS = 65_536
"""Characters a comment may have on GitHub; more than GitLab's default asks us to mind."""


def render(report: Report, *, width: int, color: bool) -> str:
    """The comment. Rows that do not fit are left out from the end, and counted."""
    full = markdown.render(report, width=width, color=color)
    if len(full) <= MOST_CHARACTERS:
        return full
    rows = sum(len(piece.rows) for piece in report.pieces if isinstance(piece, Table))
    fits, too_many = 0, rows
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if len(markdown.render(_first(report, middle, rows), width=width, color=color)) <= MOST_CHARACTERS:
            fits = middle
        else:
            too_many = middle
    return markdown.render(_first(report, fits, rows), width=width, color=color)


def _first(report: Report, kept: int, rows: int) -> Report:
    """The report with so many rows of its tables; a table without any goes."""
    pieces: list[Piece] = []
    room = kept
    for piece in report.pieces:
        if not isinstance(piece, Table):
            pieces.append(piece)
        elif room > 0:
            pieces.append(piece._replace(rows=piece.rows[:room]))
            room -= len(piece.rows)
    more = Prose(f"{rows - kept:,} more do not fit into a comment: run acctplan lint to see all.", "warn")
    return report._replace(pieces=(*pieces, more))
