"""How often each rule speaks, as a table."""

from __future__ import annotations

from acctplan.analysis.tally import RuleCount, Tally
from acctplan.report import Cell, Column, Prose, Report, Table, Tone

_COLUMNS = (
    Column("findings", right=True),
    Column("errors", right=True),
    Column("warnings", right=True),
    Column("info", right=True),
    Column("plans", right=True, drop=2),
    Column("fixable", right=True, drop=1),
    Column("code"),
    Column("rule", least=12),
)


def view(result: Tally) -> Report:
    """A row for each rule that found something, and the sum."""
    total = sum(rule.findings for rule in result.rules)
    checked = f"{result.checked} plan{'' if result.checked == 1 else 's'} checked"
    said = f"{checked}: {total} finding{'' if total == 1 else 's'} of {len(result.rules)} rule{'' if len(result.rules) == 1 else 's'}."
    pieces = (Table(_COLUMNS, tuple(map(_row, result.rules)), "No rule found anything."), Prose(said))
    return Report("statistics", "Findings by rule", pieces, result)


def _row(rule: RuleCount) -> tuple[Cell, ...]:
    return (
        Cell(str(rule.findings)),
        _number(rule.errors, "bad"),
        _number(rule.warnings, "warn"),
        _number(rule.info, ""),
        Cell(str(rule.plans)),
        _number(rule.fixable, "good"),
        Cell(rule.code, "dim"),
        Cell(rule.name),
    )


def _number(number: int, tone: Tone) -> Cell:
    return Cell(str(number), tone) if number else Cell("–", "dim")
