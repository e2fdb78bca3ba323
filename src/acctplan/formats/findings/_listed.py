"""Findings as platforms list them: with the file's place in the repository, and whether they count."""

from __future__ import annotations

from collections import Counter

from acctplan.model.finding import RANK, Finding, Suppressed
from acctplan.named_tuple import NamedTuple
from acctplan.report import Report


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


def listed(report: Report) -> list[Listed]:
    """Every finding, the most severe first, then by file and place; those that do not count at the end.

    An account without a plan has its facts' file.
    """
    result = report.result
    found: list[tuple[Finding, str, Suppressed | None]] = [(finding, "", None) for finding in sorted(result.findings, key=_by_weight)]
    found += [(finding, UNTOUCHED, None) for finding in sorted(result.untouched, key=_by_weight)]
    found += [(one.finding, f"suppressed: {one.reason or one.how}", one) for one in result.suppressed]
    seen: Counter[str] = Counter()
    return [_listed(report.base, *item, seen) for item in found]


def _by_weight(finding: Finding) -> tuple[int, str, int, int, str]:
    return -RANK[finding.severity], finding.file, finding.line, finding.column, finding.code


def _listed(base: str, finding: Finding, aside: str, suppressed: Suppressed | None, seen: Counter[str]) -> Listed:
    seen[finding.fingerprint] += 1
    again = seen[finding.fingerprint]
    fingerprint = finding.fingerprint if again == 1 else f"{finding.fingerprint}-{again}"
    return Listed(finding, f"{base}{finding.file or f'facts/{finding.plan}.yaml'}", aside, fingerprint, suppressed)
