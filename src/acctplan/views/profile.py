"""What each rule costs, as a table."""

from __future__ import annotations

from dataclasses import dataclass

from acctplan.report import Cell, Column, Prose, Report, Table


@dataclass(frozen=True)
class RuleTime:
    """Seconds a rule took, and its ratio (0 to 1) of the whole run."""

    code: str
    name: str
    seconds: float
    ratio: float


@dataclass(frozen=True)
class Profile:
    """Rules by time, the slowest first; `seconds` is the whole run, `reading_ratio` what is no rule's: files, history, places."""

    rules: tuple[RuleTime, ...]
    seconds: float
    reading_ratio: float
    checked: int


def view(result: Profile) -> Report:
    """A row for each rule, in per cent of the run."""
    rows = [
        (Cell(f"{rule.ratio:.1%}"), Cell(f"{rule.seconds * 1000:.1f}"), Cell(rule.code, "dim"), Cell(rule.name)) for rule in result.rules
    ]
    rows.insert(
        0, (Cell(f"{result.reading_ratio:.1%}"), Cell(f"{result.reading_ratio * result.seconds * 1000:.1f}"), Cell(""), Cell("reading"))
    )
    columns = (Column("share", right=True), Column("ms", right=True), Column("code"), Column("rule", least=12))
    plans = f"{result.checked} plan{'' if result.checked == 1 else 's'}"
    said = f"{plans} in {result.seconds:.2f} s. What several rules share is counted for the first that asks."
    return Report("profile", "Time by rule", (Table(columns, tuple(rows)), Prose(said, "dim")), result)
