"""When the plans of a book changed, who changed them, what first and why."""

from __future__ import annotations

from typing import Any

from acctplan.analysis.book_history import Turn
from acctplan.model.period import FiscalYear
from acctplan.model.team import Team
from acctplan.named_tuple import NamedTuple
from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table

from ._sentences import sentence
from ._words import author, purpose

Row = tuple[Cell, ...]


class Shown(NamedTuple):
    """A book's history, oldest first: `rows` for people or `events` for machines. `complete` is False where the clone's ends too soon."""

    rows: tuple[Row, ...]
    complete: bool
    events: Any = ()


def view(result: Shown) -> Report:
    """One row a plan and commit: its most consequential change, and how many more there are."""
    columns = (
        Column("when", least=10), Column("account", least=14), Column("who", least=8), Column("what changed", least=30),
        Column("why", drop=1, least=20),
    )  # fmt: skip
    pieces: list[Piece] = [Heading("History of the book", 1), Table(columns, result.rows, "No plan has a history yet: commit one.")]
    if not result.complete:
        pieces.append(Prose("This clone's history is cut short: what is older is not shown.", "warn"))
    return Report("book-history", "History of the book", tuple(pieces), {"events": result.events, "complete": result.complete})


def row(turn: Turn, team: Team, fiscal: FiscalYear) -> Row:
    """What people read of a turn."""
    event = turn.event
    revision = event.revision
    more = f", and {len(event.changes) - 1} more" if len(event.changes) > 1 else ""
    line = sentence(event.changes[0], event.old, event.new, team, fiscal) if event.changes else None
    return (
        Cell(str(revision.day) if revision else "not committed"),
        Cell(turn.account),
        Cell(author(revision.author) if revision else "you"),
        Cell(f"{line.text}{more}", line.tone) if line else Cell("The file could not be read on one side", "warn"),
        Cell(purpose(revision.subject) if revision else "", "dim"),
    )
