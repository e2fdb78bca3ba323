"""Findings with those that somebody asked not to hear of, each with how and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from acctplan.report import Cell, Column, Heading, Piece, Pieces, Report, Table
from acctplan.rules._lint import LintResult

from .lint import view as without

_HOW = {"comment": "by a comment", "plan": "for the plan", "path": "by the settings", "baseline": "by the baseline"}


def view(result: LintResult) -> Report:
    """What `lint` shows, and below it the suppressed findings."""
    report = without(result)
    if not result.suppressed:
        return report
    return report._replace(pieces=Pieces(lambda: chain(report.pieces, _suppressed(result))))


def _suppressed(result: LintResult) -> Iterator[Piece]:
    rows = tuple(
        (
            Cell(f"{one.finding.file or one.finding.plan}:{one.finding.line}", "dim"),
            Cell(one.finding.code, "dim"),
            Cell(one.finding.message),
            Cell(_HOW[one.how] + (f": {one.reason}" if one.reason else "")),
        )
        for one in result.suppressed
    )
    columns = (Column("where", least=16), Column("rule", least=5), Column("what", least=28), Column("suppressed", least=14))
    yield Heading("Suppressed")
    yield Table(columns, rows)
