"""The findings and the portfolio of a session's book: what several commands ask alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acctplan.analysis.portfolio import Portfolio
    from acctplan.model.book import Book
    from acctplan.model.finding import Finding

    from .context import Session


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
    """The portfolio of the book or of one owner's accounts, the book it is of, and its findings by plan; all plans are held."""
    from acctplan.analysis.belief_age import NO_AGES
    from acctplan.analysis.portfolio import account_row, portfolio

    from .survey import linter_of, owner_of

    book = read_telling(session)
    if owner:
        book = book._replace(entries={key: entry for key, entry in book.entries.items() if owner_of(entry) == owner})
    ages, linter = session.ages(book), linter_of(session)
    by_plan = {key: linter.judge(entry, ages.get(key, NO_AGES)) for key, entry in book.entries.items()}
    for finding in linter.judge_book(book, book.entries.get) if not owner else ():
        by_plan.setdefault(finding.plan, []).append(finding)
    for note in linter.seen.result(()).notes:
        session.say(note)
    rows = [account_row(entry, book.settings, ages.get(key), by_plan[key], session.reckoned) for key, entry in book.entries.items()]
    return portfolio(rows, today=session.reckoned), book, {key: found for key, found in by_plan.items() if found}
