"""Whether snapshots are still what was kept."""

from __future__ import annotations

from dataclasses import dataclass

from acctplan.analysis.keeping import Kept
from acctplan.report import Cell, Column, Heading, Listing, Piece, Prose, Report, Table


@dataclass(frozen=True)
class SnapshotCheck:
    """Snapshots that were looked at, in the order of their names."""

    snapshots: tuple[Kept, ...]


def view(result: SnapshotCheck) -> Report:
    """A table, then a line for each thing that is not as it was made."""
    rows = tuple(
        (
            Cell(kept.period),
            Cell((kept.commit or "–")[:8], "dim"),
            Cell(kept.version or "not noted", "" if kept.version else "dim"),
            Cell((kept.settings or "not noted")[:12], "" if kept.settings else "dim"),
            Cell("yes" if kept.signed else "no", "" if kept.signed else "dim"),
            Cell("has drifted" if kept.drift else "as made", "bad" if kept.drift else "good"),
        )
        for kept in result.snapshots
    )
    columns = (
        Column("period", least=8), Column("commit", least=8), Column("made with", least=9), Column("settings", least=9, drop=1),
        Column("signed", drop=2), Column("is", least=8),
    )  # fmt: skip
    pieces: list[Piece] = [Heading("Snapshots as kept", 1), Table(columns, rows, "None yet: `acctplan snapshot create` makes one.")]
    drift = tuple(Cell(f"{kept.tag}: {line}.", "bad") for kept in result.snapshots for line in kept.drift)
    if drift:
        pieces.append(Listing(drift))
    if any(kept.signed for kept in result.snapshots):
        pieces.append(Prose("Whose signatures they are, git tells: git verify-tag TAG.", "dim"))
    return Report("snapshot-check", "Snapshots as kept", tuple(pieces), {"snapshots": list(result.snapshots)})
