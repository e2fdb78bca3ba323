"""The book gone through account by account: findings and rows are kept, plans are not, so memory does not grow with the book."""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from acctplan.model.packed import Packed, in_order, packed
from acctplan.named_tuple import NamedTuple
from acctplan.rules._lint import Seen

if TYPE_CHECKING:
    from acctplan.analysis.portfolio import AccountRow, Portfolio
    from acctplan.model.book import Entry, Standing
    from acctplan.model.finding import Finding, Suppressed
    from acctplan.rules._lint import Linter, LintResult
    from acctplan.store.aging import Chronicle
    from acctplan.store.beside import Beside
    from acctplan.store.shelf import Shelf

    from .context import Session

T = TypeVar("T")
_WORTH_IT = 200
"""Plans from which a second process pays (measured: starting one costs some ten milliseconds, a plan three)."""
_SLICE, _SLICES = 64, 8


class Part(NamedTuple):
    """What was found in some accounts."""

    findings: Sequence[Finding]
    rows: tuple[AccountRow, ...] = ()
    seen: Seen = Seen()
    unreadable: tuple[tuple[str, str], ...] = ()
    closed: tuple[str, ...] = ()
    silenced: tuple[Suppressed, ...] = ()
    standings: tuple[tuple[str, Standing], ...] = ()


class Survey(NamedTuple):
    """What was found in the book; `unreadable` are plans with their files, `closed` tells of files that may not be read.

    `ids` are the accounts that were gone through.
    """

    lint: LintResult
    rows: tuple[AccountRow, ...]
    unreadable: tuple[tuple[str, str], ...]
    closed: tuple[str, ...]
    ids: tuple[str, ...] = ()


class Surveyor:
    """Goes through accounts of a session's book. `rows` asks for the portfolio's rows, `owner` for one person's accounts only.

    `shelf` holds the accounts where they were found already, `among` so many in the whole book.
    """

    def __init__(
        self, session: Session, linter: Linter, *, rows: bool = False, owner: str = "", shelf: Shelf | None = None, among: int = 0
    ) -> None:
        from acctplan.store.shelf import Shelf as Book

        self.session = session
        self.linter = linter
        self.rows = rows
        self.owner = owner
        self.shelf = shelf or Book(session.source(), session.desk, files=session.register.files)
        self.among = among or len(self.shelf.files)
        self.chronicle: Chronicle | None = None

    def survey(self, ids: list[str] | None = None) -> Survey:
        """Findings and rows of these accounts, or of all, with the rules over the book."""
        wanted = self.session.register.ids() if ids is None else ids
        parts = list(self.through(self._slices(wanted), self.part, wanted))
        if ids is None and not self.owner:
            parts.append(self.beyond_plans(wanted, parts))
        return gathered(parts, wanted)

    def beyond_plans(self, ids: list[str], parts: list[Part], *, cut: bool = False, judged: Container[str] = ()) -> Part:
        """What is found over the whole book, and in the files beside the plans, by all rules but those that judged already.

        `cut` tells of history known to be cut short.
        """
        from acctplan.store.beside import look_beside

        around = look_beside(self.shelf.source, self.session.repository)
        standings = dict(pair for part in parts for pair in part.standings)
        cut_short = cut or any(part.seen.partly for part in parts) or bool(self.chronicle and self.chronicle.cut)
        self.linter.silenced = []
        self.linter.rules = [rule for rule in self.linter.rules if rule.code not in judged]
        found = self._over_the_book(ids, standings, around, cut_short=cut_short)
        return Part(packed(sorted(found, key=in_order)), closed=around.closed, silenced=tuple(self.linter.silenced))

    def each(self, ids: list[str]) -> dict[str, Part]:
        """What is found in each of these accounts, by its id."""
        return dict(zip(ids, self.through([[key] for key in ids], self.part, ids), strict=True))

    def through(self, slices: list[list[str]], work: Callable[[list[str]], T], wanted: Iterable[str]) -> Iterator[T]:
        """What the work makes of each slice of the accounts wanted, with their history at hand."""
        from .waiting import working

        files = {key: self.shelf.files[key] for key in wanted if key in self.shelf.files}
        self.chronicle = self.session.chronicle({paths[0]: key for key, paths in files.items()}, self.among)
        gc.freeze()
        try:
            parts = self._at_work(slices, work)
            with working("Reading the plans"):
                yield from parts
        finally:
            gc.unfreeze()
            if self.chronicle:
                self.chronicle.close()

    def _slices(self, wanted: list[str]) -> list[list[str]]:
        jobs = self.jobs(len(wanted))
        size = max(_SLICE, -(-len(wanted) // (jobs * _SLICES))) if jobs > 1 else _SLICE
        return [wanted[start : start + size] for start in range(0, len(wanted), size)]

    def _at_work(self, slices: list[list[str]], work: Callable[[list[str]], T]) -> Iterable[T]:
        from .waiting import working

        jobs = self.jobs(sum(map(len, slices)))
        if jobs == 1:
            return map(work, slices)
        from .processes import in_processes

        with working("Reading the history"):
            if self.chronicle:
                self.chronicle.settle()
        return in_processes(lambda ids: self._alone(ids, work), slices, jobs)

    def jobs(self, plans: int) -> int:
        """How many processes go through so many plans."""
        from .processes import processors

        said = int(self.session.options.get("jobs") or 0)
        return min(said or (processors() if plans >= _WORTH_IT else 1), max(plans // _SLICE, 1))

    def part(self, ids: list[str]) -> Part:
        """What is found in some accounts."""
        from acctplan.analysis.belief_age import NO_AGES
        from acctplan.analysis.standing import standing_of

        self.linter.seen, self.linter.silenced, closed = Seen(), [], len(self.shelf.closed)
        findings: list[Finding] = []
        rows, unreadable, standings = [], [], []
        for entry in self.shelf.entries(ids):
            whose = owner_of(entry) if self.owner else ""
            if entry.planned and entry.plan is None and whose in (None, self.owner):
                unreadable.append((entry.id, entry.file))
            if whose != self.owner:
                continue
            ages = self.chronicle.ages(entry) if self.chronicle else NO_AGES
            found = self.linter.judge(entry, ages)
            findings += found
            standings.append((entry.id, standing_of(entry, self.session.settings)))
            if self.rows:
                from acctplan.analysis.portfolio import account_row

                rows.append(account_row(entry, self.session.settings, ages, found, self.session.reckoned))
        many = len(ids) >= _SLICE
        kept = (Packed if many else tuple)(sorted(findings, key=in_order))
        if many:
            gc.collect()
        told = tuple(why.message for why in self.shelf.closed[closed:])
        return Part(kept, tuple(rows), self.linter.seen, tuple(unreadable), told, tuple(self.linter.silenced), tuple(standings))

    def _alone(self, ids: list[str], work: Callable[[list[str]], T]) -> T:
        """The work in a process of its own, which keeps nothing open."""
        try:
            return work(ids)
        finally:
            self.session.close()

    def _over_the_book(self, ids: list[str], standings: dict[str, Standing], around: Beside, *, cut_short: bool) -> list[Finding]:
        from acctplan.model.book import Book, Entry

        register = {key: Entry(key, (self.shelf.files.get(key) or [""])[0]) for key in ids}
        texts, exposed = around.texts, around.exposed
        book = Book(
            self.session.settings, self.session.team, register, self.shelf.twins(ids), (), texts, exposed, standings, cut_short=cut_short
        )
        files = {name: Entry(name, name, texts.get(name, "")) for name in (*texts, *exposed)}
        return self.linter.judge_book(book, lambda key: files.get(key) or self.entry(key))

    def entry(self, key: str) -> Entry | None:
        """An account as a finding about it needs it: its plan is read again only where it may ask for silence."""
        from acctplan.rules._suppress import may_ask

        found = self.shelf.file(key)
        return found if found and not may_ask(found.text) else next(self.shelf.entries([key]), None)


def gathered(parts: Iterable[Part], ids: Iterable[str]) -> Survey:
    """What was found in all of some parts, which went through these accounts."""
    found = list(parts)
    seen = sum((part.seen for part in found), start=Seen())
    return Survey(
        seen.result_of((part.findings for part in found), (one for part in found for one in part.silenced)),
        tuple(row for part in found for row in part.rows),
        tuple(plan for part in found for plan in part.unreadable),
        tuple(why for part in found for why in part.closed),
        tuple(ids),
    )


def surveyed(
    session: Session,
    ids: list[str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    *,
    rows: bool = False,
    owner: str = "",
) -> Survey:
    """The survey of a session's book, or of some accounts of it. What was found before and still holds is not found again."""
    linter = linter_of(session, select, ignore)
    if ids is None:
        from .kept_parts import kept_parts, surveyed_again

        kept = kept_parts(session, select, ignore)
        if kept is not None:
            return surveyed_again(Surveyor(session, linter, rows=True), kept, rows=rows, owner=owner)
    return Surveyor(session, linter, rows=rows, owner=owner).survey(ids)


def linter_of(session: Session, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Linter:
    """The rules as this book and this run want them."""
    from acctplan.rules._judge import chosen_rules
    from acctplan.rules._lint import Linter
    from acctplan.store.skeleton import template_blocks

    @cache
    def blocks(template: str) -> frozenset[str]:
        return template_blocks(session.book, {template}).get(template, frozenset())

    rules = chosen_rules(session.settings, select, ignore)
    return Linter(rules, session.settings, session.team, today=session.reckoned, blocks=blocks)


def owner_of(entry: Entry) -> str | None:
    """Who answers for an account: the plan's word, else the facts'."""
    return (entry.plan.owner if entry.plan else None) or (entry.facts.text("crm", "owner") if entry.facts else None)


def surveyed_portfolio(session: Session, *, owner: str = "") -> tuple[Portfolio, bool]:
    """The portfolio of the book or of one owner's accounts, and whether every file could be read; what could not is told."""
    from acctplan.analysis.portfolio import portfolio

    found = surveyed(session, rows=True, owner=owner)
    for why in found.closed:
        session.say(f"acctplan: {why}.")
    for plan, file in found.unreadable:
        session.say(f"{file} cannot be read: `acctplan lint {plan}` tells why.")
    for note in found.lint.notes:
        session.say(note)
    return portfolio(found.rows, today=session.reckoned), not found.closed and not found.unreadable
