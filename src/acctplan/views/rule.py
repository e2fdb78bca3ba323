"""One rule's page, or the list of all."""

from __future__ import annotations

from acctplan.report import Cell, Code, Column, FactList, Heading, Piece, Prose, Report, Table
from acctplan.rules._catalogue import Catalogue, RuleEntry

from .lint import TONES


def view(result: Catalogue) -> Report:
    """The page where there is one rule, a table where there are more."""
    if len(result.rules) == 1:
        return Report("rule", result.rules[0].name, tuple(_page(result.rules[0])), {"rules": list(result.rules)})
    rows = tuple(
        (Cell(rule.code, "dim"), Cell(rule.name), Cell(rule.severity, TONES[rule.severity]), Cell(rule.category), Cell(rule.summary))
        for rule in result.rules
    )
    columns = (Column("code"), Column("rule", least=20), Column("severity", least=7), Column("category", drop=1), Column("fault", least=24))
    return Report("rule", "Lint rules", (Heading("Lint rules", 1), Table(columns, rows)), {"rules": list(result.rules)})


def _page(rule: RuleEntry) -> list[Piece]:
    facts = [
        ("Code", Cell(rule.code)),
        ("Severity", Cell(rule.severity, TONES[rule.severity])),
        ("Category", Cell(rule.category)),
        ("Fix", Cell(rule.fix)),
    ]
    if rule.options:
        facts.append(("Options", Cell(rule.options_said)))
    if rule.clock:
        facts.append(("Clock", Cell("depends on the day it is asked")))
    return [
        Heading(rule.name, 1), Prose(rule.summary), FactList(tuple(facts)), Heading("Why it matters"), Prose(rule.why),
        Heading("Found here"), Code(rule.bad.rstrip()),
        Heading("Fine like this"), Code(rule.good.rstrip()), Prose(f"Source: {rule.source}", "dim"),
    ]  # fmt: skip
