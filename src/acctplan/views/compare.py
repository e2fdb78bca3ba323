"""One plan on several branches, a column each."""

from __future__ import annotations

from itertools import groupby

from acctplan.analysis.strategies import Row, Strategies
from acctplan.model.money import read_money
from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table

from ._words import is_money


def view(result: Strategies) -> Report:
    """A table under each heading in which branches differ, then how much is the same."""
    title = f"{result.account}: {' beside '.join(result.branches)}"
    pieces: list[Piece] = [Heading(title, 1)]
    shown = [row for row in result.rows if result.every or not row.same]
    columns = (Column("what", least=16), *(Column(name, least=12) for name in result.branches))
    for group, rows in groupby(shown, key=lambda row: row.group):
        pieces += [Heading(group.capitalize()), Table(columns, tuple(_cells(row) for row in rows))]
    same = sum(row.same for row in result.rows)
    differing = len(result.rows) - same
    if result.states:
        pieces.append(Prose(f"{'; '.join(result.states)}.", "dim"))
    pieces.append(Prose(f"{differing} {'differs' if differing == 1 else 'differ'}, {same} {'is' if same == 1 else 'are'} the same.", "dim"))
    return Report("compare", title, tuple(pieces), result.data())


def _cells(row: Row) -> tuple[Cell, ...]:
    """The row's title, and what each branch says; what differs from the first stands out."""
    first = row.said[0]
    return (
        Cell(row.title, "strong"),
        *(
            Cell(_words(row, shown), "dim" if parts is None else "" if parts == first else "warn")
            for parts, shown in zip(row.said, row.shown, strict=True)
        ),
    )


def _words(row: Row, parts: tuple[str, ...] | None) -> str:
    """What a branch says, amounts as everywhere: 36,000 EUR."""
    if parts is None:
        return "–"
    money = row.group == "money"
    return ", ".join(str(read_money(part)) if money and is_money(part) else part for part in parts) or "there"
