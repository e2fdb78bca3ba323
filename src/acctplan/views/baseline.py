"""The baseline: what is known and not yet mended, rule by rule and plan by plan."""

from __future__ import annotations

from acctplan.report import Cell, Column, Prose, Report, Table
from acctplan.rules._baseline import Baseline


def view(baseline: Baseline) -> Report:
    """A row for each line, and how many of them are gone."""
    rows = tuple(
        (Cell(line.plan), Cell(line.rule), Cell(line.path), Cell("gone" if line.gone else "there", "good" if line.gone else ""))
        for line in baseline.lines
    )
    columns = (Column("plan", least=10), Column("rule", least=12), Column("path", least=12, drop=1), Column("finding", least=5))
    gone = sum(line.gone for line in baseline.lines)
    said = f"{len(rows)} line{'' if len(rows) == 1 else 's'}, {gone} of them gone"
    told = f"{said}. Take those out with `acctplan baseline prune`." if gone else f"{said}."
    table = Table(columns, rows, "The book has no baseline, or an empty one.")
    return Report("baseline", "Baseline", (table, Prose(told, "dim")), baseline)
