"""Findings, plan by plan, and what to make of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from acctplan.model.finding import Finding
from acctplan.report import Cell, Column, Heading, Piece, Pieces, Prose, Report, Table, Tone
from acctplan.rules._lint import LintResult

TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "dim"}


def view(result: LintResult) -> Report:
    """A table for each plan with findings, before them those that do not count; then the counts and what was not checked."""
    return Report("lint", "Findings", Pieces(lambda: _pieces(result)), result)


def _pieces(result: LintResult) -> Iterator[Piece]:
    if result.untouched:
        yield Heading("On items this change leaves alone", 1)
        yield from _by_plan(result.untouched)
        yield Heading("Of this change", 1)
    yield from _by_plan(result.findings)
    yield Prose(counts(result), tone(result))
    for line in further(result):
        yield Prose(line, "dim")
    for note in result.untold:
        yield Prose(note, "warn")


def _by_plan(findings: Iterable[Finding]) -> Iterator[Piece]:
    columns = (Column("where", right=True, least=5), Column("kind", least=7), Column("rule", least=5), Column("what", least=36))
    for file, own in _by_file(findings):
        rows = tuple(
            (
                Cell(f"{finding.line}:{finding.column}", "dim"),
                Cell(finding.severity, TONES[finding.severity]),
                Cell(finding.code, "dim"),
                Cell(finding.message),
            )
            for finding in own
        )
        yield Heading(file)
        yield Table(columns, rows)


def _by_file(findings: Iterable[Finding]) -> Iterator[tuple[str, Iterable[Finding]]]:
    """The findings of each file, as they come; accounts without one have no order among themselves and are put together."""
    for file, found in groupby(findings, key=lambda finding: finding.file):
        if file:
            yield file, found
        else:
            by_plan: dict[str, list[Finding]] = {}
            for finding in found:
                by_plan.setdefault(finding.plan, []).append(finding)
            yield from by_plan.items()


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
    safe, unsafe = result.mendable("safe"), result.mendable("unsafe")
    told = [f"{safe} can be fixed with `--fix`"] if safe else []
    told += [f"{unsafe} {'more ' if safe else 'can be fixed '}with `--fix --unsafe-fixes`"] if unsafe else []
    apart = len(result.suppressed)
    shows = f"{apart} {'is' if apart == 1 else 'are'} suppressed: `--show-suppressed` shows {'it' if apart == 1 else 'them'}."
    return [*([f"{', '.join(told)}."] if told else []), *([shows] if apart else [])]


def tone(result: LintResult) -> Tone:
    """How bad it is."""
    return "bad" if result.count("error") else "warn" if result.count("warning") else "good"
