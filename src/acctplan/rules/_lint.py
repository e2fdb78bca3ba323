"""One run of the rules over a book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from acctplan.analysis.belief_age import NO_AGES, Ages
from acctplan.model.book import Book
from acctplan.model.finding import RANK, Finding

from ._context import Context
from ._judge import Rule, judge, judge_book


@dataclass(frozen=True)
class LintResult:
    """Findings by file and place; how many plans were checked; `notes` say what could not be judged."""

    findings: tuple[Finding, ...]
    checked: int
    notes: tuple[str, ...] = ()

    def count(self, severity: str) -> int:
        """How many findings of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def fails(self, fail_on: str) -> bool:
        """Whether a finding is at or above that severity."""
        return any(RANK[finding.severity] >= RANK[fail_on] for finding in self.findings)


def lint(
    book: Book, rules: Iterable[Rule], ages: Mapping[str, Ages], *, today: date, blocks: Mapping[str, frozenset[str]], whole: bool = True
) -> LintResult:
    """Judge every planned account of a book. `blocks` gives the blocks of each template; `whole` runs the rules over the book too."""
    chosen = list(rules)
    found: list[Finding] = []
    checked = 0
    for entry in book.entries.values():
        if not entry.planned:
            continue
        checked += 1
        template = entry.plan.template_name if entry.plan else ""
        context = Context(
            today, book.settings, book.team, entry.facts, ages.get(entry.id, NO_AGES), entry.faults, blocks.get(template, frozenset())
        )
        found += judge(entry, context, chosen)
    if whole:
        found += judge_book(book, Context(today, book.settings, book.team), chosen)
    ordered = sorted(found, key=lambda finding: (finding.file, finding.line, finding.column, finding.code))
    return LintResult(tuple(ordered), checked, _notes(book, ages))


def _notes(book: Book, ages: Mapping[str, Ages]) -> tuple[str, ...]:
    blind = [key for key, entry in book.entries.items() if entry.plan and not ages.get(key, NO_AGES).complete]
    if not blind:
        return ()
    if all(ages.get(key, NO_AGES).plan is None for key in blind):
        return ("No git history here: rules that need ages were not judged.",)
    return ("This clone's history is cut short: ages are at most as old as it. Fetch all of it: git fetch --unshallow.",)
