"""Findings, plan by plan, and what to make of them."""

from __future__ import annotations

from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table, Tone
from acctplan.rules._lint import LintResult

TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "dim"}


def view(result: LintResult) -> Report:
    """A table for each plan with findings, then the counts and what was not checked."""
    pieces: list[Piece] = []
    for file in dict.fromkeys(finding.file or finding.plan for finding in result.findings):
        own = [finding for finding in result.findings if (finding.file or finding.plan) == file]
        rows = tuple(
            (
                Cell(f"{finding.line}:{finding.column}", "dim"),
                Cell(finding.severity, TONES[finding.severity]),
                Cell(finding.code, "dim"),
                Cell(finding.message),
            )
            for finding in own
        )
        columns = (Column("where", right=True, least=5), Column("kind", least=7), Column("rule", least=5), Column("what", least=36))
        pieces += [Heading(file), Table(columns, rows)]
    pieces.append(Prose(_counts(result), _tone(result)))
    pieces += [Prose(note, "warn") for note in result.notes]
    return Report("lint", "Findings", tuple(pieces), result)


def _counts(result: LintResult) -> str:
    checked = f"{result.checked} plan{'' if result.checked == 1 else 's'} checked"
    if not result.findings:
        return f"{checked}: nothing to say."
    words = [
        f"{count} {kind}{'' if count == 1 or kind == 'info' else 's'}"
        for kind in ("error", "warning", "info")
        if (count := result.count(kind))
    ]
    return f"{checked}: {', '.join(words)}. `acctplan rule CODE` explains one."


def _tone(result: LintResult) -> Tone:
    return "bad" if result.count("error") else "warn" if result.count("warning") else "good"
