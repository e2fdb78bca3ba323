"""Findings that were there when a book began to be checked: known, set apart, and not to grow.

One line a finding, sorted by fingerprint, without counts or days: two people who mend plans change different lines. A line written twice,
or in another order, means the same.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from acctplan.model.finding import Fault, Finding, Position, Suppressed
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from ._lint import SHALLOW, LintResult

FIELDS = ("fingerprint", "path", "plan", "rule")
STALE = "AP904"
_LINE = Pattern(r"[^\n]+")
_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


class Kept(NamedTuple):
    """A line of a baseline: the finding's fingerprint, path, plan and rule, and the line's number, 0 for a new one."""

    fingerprint: str
    path: str
    plan: str
    rule: str
    line: int = 0


@dataclass(frozen=True)
class BaselineLine:
    """A line of a baseline, and whether its finding is gone."""

    fingerprint: str
    path: str
    plan: str
    rule: str
    gone: bool


@dataclass(frozen=True)
class Baseline:
    """A baseline's lines, by plan, rule and path."""

    lines: tuple[BaselineLine, ...]


class Debt(NamedTuple):
    """A baseline as it is: its lines, those whose findings are gone, and what it could hold of the findings that there are."""

    kept: tuple[Kept, ...]
    gone: tuple[Kept, ...]
    found: tuple[Kept, ...] = ()

    @property
    def left(self) -> list[Kept]:
        """The lines that still stand for something."""
        away = {one.fingerprint for one in self.gone}
        return [one for one in self.kept if one.fingerprint not in away]

    @property
    def new(self) -> list[Kept]:
        """Findings that no line holds."""
        known = {one.fingerprint for one in self.kept}
        return [one for one in self.found if one.fingerprint not in known]

    @property
    def told(self) -> Baseline:
        """The lines as they are told."""
        away = {one.fingerprint for one in self.gone}
        ordered = sorted(self.kept, key=lambda one: (one.plan, one.rule, one.path))
        return Baseline(tuple(BaselineLine(one.fingerprint, one.path, one.plan, one.rule, one.fingerprint in away) for one in ordered))


def read_baseline(text: str) -> dict[str, Kept] | Fault:
    """The lines by fingerprint, the first of two; or the first fault, placed."""
    kept: dict[str, Kept] = {}
    text = text.removeprefix("\ufeff")
    number, end = 1, 0
    for found in _LINE.finditer(text):
        number, end, line = number + text.count("\n", end, found.start()), found.end(), found[0]
        if not line.strip():
            continue
        if line.startswith(_MARKS):
            return Fault("AP112", "A merge is open here. Keep the lines of both sides and delete the marks.", at=Position(number))
        one = _kept(line, number)
        if one is None:
            return Fault("AP100", "This is no line of a baseline. Delete it.", at=Position(number))
        kept.setdefault(one.fingerprint, one)
    return kept


def _kept(line: str, number: int) -> Kept | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not all(isinstance(said.get(field), str) for field in FIELDS):
        return None
    return Kept(said["fingerprint"], said["path"], said["plan"], said["rule"], number)


def written(kept: Iterable[Kept]) -> str:
    """The text of a baseline."""
    lines = {one.fingerprint: json.dumps(dict(zip(FIELDS, one, strict=False)), ensure_ascii=True) for one in kept}
    return "".join(f"{lines[fingerprint]}\n" for fingerprint in sorted(lines))


def keepable(findings: Iterable[Finding], unreadable: Container[str]) -> dict[str, Kept]:
    """What a baseline may hold of some findings, by fingerprint: no debt of a plan is that it cannot be read, that a line of the
    baseline is stale, or that this clone lacks history.
    """
    return {
        one.fingerprint: Kept(one.fingerprint, one.path, one.plan, one.name)
        for one in findings
        if one.plan not in unreadable and one.code not in (STALE, SHALLOW)
    }


def set_apart(result: LintResult, kept: Mapping[str, Kept], unreadable: Container[str]) -> LintResult:
    """The result with the findings that a baseline holds among the suppressed."""
    known = keepable(result.findings, unreadable).keys() & kept.keys()
    apart = tuple(Suppressed(one, "baseline", "") for one in result.findings if one.fingerprint in known)
    told = tuple(one for one in result.findings if one.fingerprint not in known)
    return replace(result, findings=told, suppressed=(*result.suppressed, *apart))


def gone(result: LintResult, kept: Mapping[str, Kept], asked: Container[str], plans: Container[str]) -> list[Kept]:
    """Lines of a baseline whose findings are no more. `asked` are names of the rules that ran, `plans` those that were judged.

    A line whose rule nobody knows any more is gone too: the caller counts it among the asked.
    """
    there = {one.fingerprint for one in result.findings} | {one.finding.fingerprint for one in result.suppressed}
    return [one for one in kept.values() if one.fingerprint not in there and one.rule in asked and one.plan in plans]
