"""Findings, plan by plan, and what to make of them."""

from __future__ import annotations

from collections.abc import Iterable

from acctplan.model.finding import Finding
from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table, Tone
from acctplan.rules._lint import LintResult

TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "dim"}


def view(result: LintResult) -> Report:
    """A table for each plan with findings, before them those that do not count; then the counts and what was not checked."""
    pieces: list[Piece] = []
    if result.untouched:
        pieces += [Heading("On items this change leaves alone", 1), *_by_plan(result.untouched), Heading("Of this change", 1)]
    pieces += _by_plan(result.findings)
    pieces.append(Prose(counts(result), tone(result)))
    pieces += [Prose(line, "dim") for line in further(result)]
    pieces += [Prose(note, "warn") for note in result.untold]
    return Report("lint", "Findings", tuple(pieces), result)


def _by_plan(findings: Iterable[Finding]) -> list[Piece]:
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file or finding.plan, []).append(finding)
    columns = (Column("where", right=True, least=5), Column("kind", least=7), Column("rule", least=5), Column("what", least=36))
    pieces: list[Piece] = []
    for file, own in by_file.items():
        rows = tuple(
            (
                Cell(f"{finding.line}:{finding.column}", "dim"),
                Cell(finding.severity, TONES[finding.severity]),
                Cell(finding.code, "dim"),
                Cell(finding.message),
            )
            for finding in own
        )
        pieces += [Heading(file), Table(columns, rows)]
    return pieces


def counts(result: LintResult) -> str:
    """How many plans were checked, and how many findings of each severity."""
    checked = f"{result.checked} plan{'' if result.checked == 1 else 's'} checked"
    more = f" {len(result.untouched)} more came with time, on items this change leaves alone: they never fail." if result.untouched else ""
    if not result.findings:
        return f"{checked}: nothing to say.{more}"
    words = [
        f"{count} {kind}{'' if count == 1 or kind == 'info' else 's'}"
        for kind in ("error", "warning", "info")
        if (count := result.count(kind))
    ]
    return f"{checked}: {', '.join(words)}. `acctplan rule CODE` explains one.{more}"


def further(result: LintResult) -> list[str]:
    """How many findings can be fixed by the tool, and how many are suppressed; nothing for none."""
    safe, unsafe = (sum(finding.fix == kind for finding in result.findings) for kind in ("safe", "unsafe"))
    told = [f"{safe} can be fixed with `--fix`"] if safe else []
    told += [f"{unsafe} {'more ' if safe else 'can be fixed '}with `--fix --unsafe-fixes`"] if unsafe else []
    apart = len(result.suppressed)
    shows = f"{apart} {'is' if apart == 1 else 'are'} suppressed: `--show-suppressed` shows {'it' if apart == 1 else 'them'}."
    return [*([f"{', '.join(told)}."] if told else []), *([shows] if apart else [])]


def tone(result: LintResult) -> Tone:
    """How bad it is."""
    return "bad" if result.count("error") else "warn" if result.count("warning") else "good"
