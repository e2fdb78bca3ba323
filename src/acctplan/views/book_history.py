"""When the plans of a book changed, who changed them, what first and why."""

from __future__ import annotations

from acctplan.analysis.book_history import BookHistory, Turn
from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table

from ._sentences import sentence


def view(result: BookHistory) -> Report:
    """One row a plan and commit: its most consequential change, and how many more there are."""
    columns = (
        Column("when", least=10), Column("account", least=14), Column("who", least=8), Column("what changed", least=30),
        Column("why", drop=1, least=20),
    )  # fmt: skip
    rows = tuple(_row(turn, result) for turn in result.turns)
    pieces: list[Piece] = [Heading("History of the book", 1), Table(columns, rows, "No plan has a history yet: commit one.")]
    if not result.complete:
        pieces.append(Prose("This clone's history is cut short: what is older is not shown.", "warn"))
    return Report("book-history", "History of the book", tuple(pieces), result.data())


def _row(turn: Turn, result: BookHistory) -> tuple[Cell, ...]:
    event = turn.event
    revision = event.revision
    more = f", and {len(event.changes) - 1} more" if len(event.changes) > 1 else ""
    line = sentence(event.changes[0], event.old, event.new, result.team, result.fiscal) if event.changes else None
    return (
        Cell(str(revision.day) if revision else "not committed"),
        Cell(turn.account),
        Cell(revision.author if revision else "you"),
        Cell(f"{line.text}{more}", line.tone) if line else Cell("The file could not be read on one side", "warn"),
        Cell(revision.subject if revision else "", "dim"),
    )
