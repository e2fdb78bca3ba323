"""How often each rule speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from acctplan.model.finding import Finding


@dataclass(frozen=True)
class RuleCount:
    """Findings of one rule, by severity; in how many plans; how many of them `lint` can mend."""

    code: str
    name: str
    findings: int
    errors: int
    warnings: int
    info: int
    plans: int
    fixable: int


@dataclass(frozen=True)
class Tally:
    """Rules that found something, the most frequent first, then by code; how many plans were checked."""

    rules: tuple[RuleCount, ...]
    checked: int


def tally(findings: Iterable[Finding], checked: int) -> Tally:
    """The findings counted by rule."""
    by_rule: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault((finding.code, finding.name), []).append(finding)
    counts = [_count(code, name, found) for (code, name), found in by_rule.items()]
    return Tally(tuple(sorted(counts, key=lambda count: (-count.findings, count.code))), checked)


def _count(code: str, name: str, found: list[Finding]) -> RuleCount:
    severities = [finding.severity for finding in found]
    return RuleCount(
        code,
        name,
        len(found),
        severities.count("error"),
        severities.count("warning"),
        severities.count("info"),
        len({finding.plan for finding in found}),
        sum(finding.fix != "none" for finding in found),
    )
