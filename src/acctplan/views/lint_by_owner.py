"""The book's findings by the person who answers for the account."""

from __future__ import annotations

from collections.abc import Mapping

from acctplan.model.finding import RANK, Finding
from acctplan.named_tuple import NamedTuple
from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table
from acctplan.rules._lint import LintResult

from .lint import TONES, counts, tone

_NOBODY = "No owner"
_SEVERITIES = ("error", "warning", "info")


class OwnedFindings(NamedTuple):
    """A result, and per account with findings whose it is (a name, empty for nobody's) and what it is called."""

    lint: LintResult
    owners: Mapping[str, str]
    accounts: Mapping[str, str]


def view(result: OwnedFindings) -> Report:
    """The counts, a row for each owner, then each owner's findings, account by account, the most severe first."""
    lint = result.lint
    pieces: list[Piece] = [Heading("Findings by owner", 1), Prose(counts(lint), tone(lint))]
    pieces += [Prose(note, "warn") for note in lint.untold]
    by_owner: dict[str, list[Finding]] = {}
    for finding in sorted(lint.findings, key=_by_account):
        by_owner.setdefault(result.owners.get(finding.plan) or _NOBODY, []).append(finding)
    owners = sorted(by_owner, key=lambda owner: (owner == _NOBODY, owner))
    if owners:
        pieces.append(_overview(owners, by_owner))
    for owner in owners:
        pieces += [Heading(owner), _table(by_owner[owner], result.accounts)]
    if lint.untouched:
        pieces += [Heading("On items this change leaves alone"), _table(lint.untouched, result.accounts)]
    return Report("lint", "Findings by owner", tuple(pieces), lint)


def _by_account(finding: Finding) -> tuple[str, int, int, int, str]:
    return finding.plan, -RANK[finding.severity], finding.line, finding.column, finding.code


def _overview(owners: list[str], by_owner: Mapping[str, list[Finding]]) -> Table:
    rows = []
    for owner in owners:
        found = by_owner[owner]
        cells = [_number(kind, sum(finding.severity == kind for finding in found)) for kind in _SEVERITIES]
        rows.append((Cell(owner), *cells))
    columns = ("errors", "warnings", "info")
    return Table((Column("owner"), *(Column(name, right=True) for name in columns)), tuple(rows))


def _number(kind: str, number: int) -> Cell:
    return Cell(str(number), TONES[kind]) if number else Cell("–", "dim")


def _table(findings: list[Finding] | tuple[Finding, ...], accounts: Mapping[str, str]) -> Table:
    """One row a finding; an account is named once."""
    columns = (Column("account"), Column("severity"), Column("what"), Column("rule"), Column("line", right=True))
    rows = []
    named = ""
    for finding in findings:
        account = "" if finding.plan == named else accounts.get(finding.plan) or finding.plan
        named = finding.plan
        severity, rule = Cell(finding.severity, TONES[finding.severity]), Cell(finding.code, "dim")
        rows.append((Cell(account, "strong"), severity, Cell(finding.message), rule, Cell(str(finding.line), "dim")))
    return Table(columns, tuple(rows))
