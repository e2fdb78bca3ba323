"""Findings as platforms list them: with the file's place in the repository, and whether they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from acctplan.model.finding import RANK, Finding, Suppressed
from acctplan.model.packed import Passing
from acctplan.named_tuple import NamedTuple
from acctplan.report import Report
from acctplan.rules._lint import LintResult


class Listed(NamedTuple):
    """A finding; `file` as the repository has it; `aside` says why it does not count, empty where it does.

    `fingerprint` differs from that of every other finding of the run. `suppressed` is set where somebody asked not to hear of it.
    """

    finding: Finding
    file: str
    aside: str
    fingerprint: str
    suppressed: Suppressed | None = None


UNTOUCHED = "driven by the day, on an item this change leaves alone"


def listed(report: Report) -> Iterator[Listed]:
    """Every finding, the most severe first, then by file and place; those that do not count at the end.

    An account without a plan has its facts' file.
    """
    seen: Counter[str] = Counter()
    return (_listed(report.base, *item, seen) for item in _all(report.result))


def how_many(report: Report) -> int:
    """How many that are."""
    result = report.result
    return len(result.findings) + len(result.untouched) + len(result.suppressed)


def _all(result: LintResult) -> Iterator[tuple[Finding, str, Suppressed | None]]:
    for finding in _weighed(result.findings):
        yield finding, "", None
    for finding in _weighed(result.untouched):
        yield finding, UNTOUCHED, None
    for one in result.suppressed:
        yield one.finding, f"suppressed: {one.reason or one.how}", one


def _weighed(findings: Sequence[Finding]) -> Iterable[Finding]:
    """The findings, the most severe first. Packed ones lie by file and place, and are gone through once for each severity."""
    if not isinstance(findings, Passing):
        return sorted(findings, key=_by_weight)
    severities = sorted(RANK, key=lambda severity: -RANK[severity])
    return (finding for severity in severities for finding in findings if finding.severity == severity)


def _by_weight(finding: Finding) -> tuple[int, str, int, int, str]:
    return -RANK[finding.severity], finding.file, finding.line, finding.column, finding.code


def _listed(base: str, finding: Finding, aside: str, suppressed: Suppressed | None, seen: Counter[str]) -> Listed:
    seen[finding.fingerprint] += 1
    again = seen[finding.fingerprint]
    fingerprint = finding.fingerprint if again == 1 else f"{finding.fingerprint}-{again}"
    return Listed(finding, f"{base}{finding.file or f'facts/{finding.plan}.yaml'}", aside, fingerprint, suppressed)
