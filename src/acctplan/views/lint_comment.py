"""Findings as one comment of a pull request: what is most severe first."""

from __future__ import annotations

from collections.abc import Iterable

from acctplan.model.finding import RANK, Finding
from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table
from acctplan.rules._lint import LintResult

from .lint import TONES, counts, tone

_COLUMNS = (Column("severity"), Column("where"), Column("rule"), Column("what"))


def view(result: LintResult) -> Report:
    """The counts, one table of what counts, one of what does not, and what could not be judged."""
    pieces: list[Piece] = [Heading("Account plans", 2), Prose(counts(result), tone(result))]
    pieces += [Prose(note, "warn") for note in result.untold]
    if result.findings:
        pieces.append(_table(result.findings))
    if result.untouched:
        pieces += [Heading("On items this change leaves alone", 3), _table(result.untouched)]
    return Report("lint", "Account plans", tuple(pieces), result)


def _table(findings: Iterable[Finding]) -> Table:
    ordered = sorted(findings, key=lambda finding: (-RANK[finding.severity], finding.file, finding.line, finding.column))
    return Table(
        _COLUMNS,
        tuple(
            (
                Cell(finding.severity, TONES[finding.severity]),
                Cell(f"{finding.file or finding.plan}:{finding.line}"),
                Cell(f"{finding.code} {finding.name}"),
                Cell(finding.message),
            )
            for finding in ordered
        ),
    )
