"""One run of the rules over a book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from acctplan.analysis.belief_age import NO_AGES, Ages
from acctplan.model.book import Book, Entry
from acctplan.model.finding import RANK, Finding, Suppressed
from acctplan.model.packed import in_order, together
from acctplan.model.settings import Settings
from acctplan.model.team import Team
from acctplan.named_tuple import NamedTuple

from ._context import Context
from ._judge import Rule, judge, judge_book

SHALLOW = "AP905"
"""The rule that tells what the second of these notes does."""
_NO_HISTORY = "No git history here: rules that need ages were not judged."
_CUT_SHORT = "This clone's history is cut short: ages are at most as old as it. Fetch all of it: git fetch --unshallow."


@dataclass(frozen=True)
class LintResult:
    """Findings by file and place; how many plans were checked; `notes` say what could not be judged.

    `untouched` are findings that the day alone brings about on items a change leaves alone: listed, they never fail.
    `suppressed` are those that somebody asked not to hear of.
    """

    findings: Sequence[Finding]
    checked: int
    notes: tuple[str, ...] = ()
    untouched: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()

    @property
    def untold(self) -> tuple[str, ...]:
        """The notes that no finding tells already."""
        told = any(code == SHALLOW for _, code, _ in self._kinds)
        return tuple(note for note in self.notes if not (told and note == _CUT_SHORT))

    def count(self, severity: str) -> int:
        """How many findings of a severity."""
        return sum(many for (kind, _, _), many in self._kinds.items() if kind == severity)

    def mendable(self, how: str) -> int:
        """How many findings can be mended that way: `safe` or `unsafe`."""
        return sum(many for (_, _, fix), many in self._kinds.items() if fix == how)

    def fails(self, fail_on: str) -> bool:
        """Whether a finding is at or above that severity."""
        return any(RANK[kind] >= RANK[fail_on] for kind, _, _ in self._kinds)

    @cached_property
    def _kinds(self) -> Counter[tuple[str, str, str]]:
        """How many findings there are of each severity, code and way to mend them: they are gone through once."""
        return Counter((finding.severity, finding.code, finding.fix) for finding in self.findings)


class Linter:
    """Judges account after account and keeps none. `blocks` gives the blocks of a template by its name."""

    def __init__(
        self, rules: Iterable[Rule], settings: Settings, team: Team, *, today: date, blocks: Callable[[str], frozenset[str]]
    ) -> None:
        self.rules = list(rules)
        self.context = Context(today, settings, team)
        self.blocks = blocks
        self.seen = Seen()
        self.silenced: list[Suppressed] = []

    def judge(self, entry: Entry, ages: Ages = NO_AGES) -> list[Finding]:
        """Findings of one account; none for one without a plan."""
        if not entry.planned:
            return []
        found = judge(entry, self.context_of(entry, ages), self.rules, self.silenced)
        blind = entry.plan is not None and not ages.complete
        self.seen += Seen(1, int(blind), int(blind and ages.plan is not None))
        return found

    def context_of(self, entry: Entry, ages: Ages = NO_AGES) -> Context:
        """What surrounds an account's plan."""
        template = entry.plan.template_name if entry.plan else ""
        return self.context._replace(facts=entry.facts, ages=ages, faults=entry.faults, blocks=self.blocks(template), text=entry.text)

    def alone(self, entry: Entry) -> LintResult:
        """The result of one account whose history nobody knows."""
        found = self.judge(entry)
        return self.seen.result(found, self.silenced)

    def judge_book(self, book: Book, whole_entry: Callable[[str], Entry | None]) -> list[Finding]:
        """Findings that need the whole register, for which `book` need hold no plans; `whole_entry` gives an account with its plan."""
        return list(judge_book(book, self.context, self.rules, whole_entry, self.silenced))


class Seen(NamedTuple):
    """How many plans were checked, of how many history is not whole, and of how many of these some is known."""

    checked: int = 0
    blind: int = 0
    partly: int = 0

    def __add__(self, other: object) -> Seen:
        return Seen(*map(sum, zip(self, other, strict=True))) if isinstance(other, Seen) else NotImplemented

    def result(self, findings: Iterable[Finding], silenced: Iterable[Suppressed] = ()) -> LintResult:
        """The result of a run with these findings, and those that were suppressed."""
        return self.result_of([sorted(findings, key=in_order)], silenced)

    def result_of(self, runs: Iterable[Sequence[Finding]], silenced: Iterable[Suppressed] = ()) -> LintResult:
        """The same of findings in several runs, each in order."""
        apart = sorted(silenced, key=lambda one: in_order(one.finding))
        return LintResult(together(runs), self.checked, self._notes(), suppressed=tuple(apart))

    def _notes(self) -> tuple[str, ...]:
        if not self.blind:
            return ()
        return (_CUT_SHORT,) if self.partly else (_NO_HISTORY,)


def lint(
    book: Book, rules: Iterable[Rule], ages: Mapping[str, Ages], *, today: date, blocks: Mapping[str, frozenset[str]], whole: bool = True
) -> LintResult:
    """Judge every planned account of a book. `blocks` gives the blocks of each template; `whole` runs the rules over the book too."""
    linter = Linter(rules, book.settings, book.team, today=today, blocks=lambda name: blocks.get(name, frozenset()))
    found = [finding for entry in book.entries.values() for finding in linter.judge(entry, ages.get(entry.id, NO_AGES))]
    if whole:
        found += linter.judge_book(book, book.entries.get)
    return linter.seen.result(found, linter.silenced)
