"""The findings and the portfolio of a session's book: what several commands ask alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acctplan.analysis.belief_age import Ages
    from acctplan.analysis.portfolio import Portfolio
    from acctplan.model.book import Book, Entry
    from acctplan.model.finding import Finding
    from acctplan.rules._lint import LintResult

    from .context import Session


def linted(
    session: Session, book: Book, ages: dict[str, Ages], select: Iterable[str] = (), ignore: Iterable[str] = (), *, whole: bool = True
) -> LintResult:
    """The findings of a book."""
    from acctplan.rules._judge import chosen_rules
    from acctplan.rules._lint import lint
    from acctplan.store.skeleton import template_blocks

    rules = chosen_rules(session.settings, select, ignore)
    blocks = template_blocks(session.book, {plan.template_name for plan in book.plans})
    return lint(book, rules, ages, today=session.reckoned, blocks=blocks, whole=whole)


def read_telling(session: Session) -> Book:
    """The book, as far as it can be opened and read; what cannot is told beside the data."""
    book = session.read(lenient=True)
    for why in book.closed:
        session.say(f"acctplan: {why}.")
    for entry in book.entries.values():
        if entry.planned and entry.plan is None:
            session.say(f"{entry.file} cannot be read: `acctplan lint {entry.id}` tells why.")
    return book


def portfolio_and_findings(session: Session, *, owner: str = "") -> tuple[Portfolio, Book, dict[str, list[Finding]]]:
    """The portfolio of the book or of one owner's accounts, the book it is of, and its findings by plan."""
    from acctplan.analysis.portfolio import portfolio

    book = read_telling(session)
    if owner:
        book = book._replace(entries={key: entry for key, entry in book.entries.items() if _owner(entry) == owner})
    ages = session.ages(book)
    by_plan: dict[str, list[Finding]] = {}
    result = linted(session, book, ages, whole=not owner)
    for note in result.notes:
        session.say(note)
    for finding in result.findings:
        by_plan.setdefault(finding.plan, []).append(finding)
    return portfolio(book, ages, by_plan, today=session.reckoned), book, by_plan


def _owner(entry: Entry) -> str | None:
    return (entry.plan.owner if entry.plan else None) or (entry.facts.text("crm", "owner") if entry.facts else None)
