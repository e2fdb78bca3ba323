"""Snapshots as a table, or one with what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from acctplan.model.snapshot import Snapshot
from acctplan.report import Cell, Code, Column, Heading, Piece, Report, Table

from ._words import author


@dataclass(frozen=True)
class SnapshotList:
    """Snapshots, oldest first; `message` is shown for a single one."""

    snapshots: tuple[Snapshot, ...]
    message: str


def view(result: SnapshotList) -> Report:
    """A table; below it the message of a single one."""
    counted = any(row.plans is not None for row in result.snapshots)
    rows = tuple(
        (
            Cell(row.period),
            Cell(str(row.committed_on)),
            Cell(author(row.by)),
            Cell(row.commit[:8], "dim"),
            *([Cell(str(row.plans))] if counted else []),
        )
        for row in result.snapshots
    )
    columns = (
        Column("period", least=8),
        Column("stands for", least=10),
        Column("made by", least=8),
        Column("commit", least=8),
        *([Column("plans", right=True)] if counted else []),
    )
    pieces: list[Piece] = [Heading("Snapshots", 1), Table(columns, rows, "None yet: `acctplan snapshot create` makes one.")]
    if result.message:
        pieces.append(Code(result.message))
    return Report("snapshot", "Snapshots", tuple(pieces), {"snapshots": list(result.snapshots)})
