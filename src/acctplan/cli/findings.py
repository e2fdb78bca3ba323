"""The findings and the portfolio of a session's book: what several commands ask alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acctplan.analysis.portfolio import Portfolio
    from acctplan.model.book import Book
    from acctplan.rules._lint import LintResult

    from .context import Session


def linted(session: Session, book: Book, select: Iterable[str] = (), ignore: Iterable[str] = (), *, whole: bool = True) -> LintResult:
    """The findings of a book."""
    from acctplan.rules._judge import chosen_rules
    from acctplan.rules._lint import lint
    from acctplan.store.skeleton import template_blocks

    rules = chosen_rules(session.settings, select, ignore)
    blocks = template_blocks(session.book, {plan.template_name for plan in book.plans})
    return lint(book, rules, session.ages(book), today=session.reckoned, blocks=blocks, whole=whole)


def portfolio_of(session: Session, *, owner: str = "") -> Portfolio:
    """The portfolio of the book, or of one owner's accounts."""
    from acctplan.analysis.portfolio import portfolio

    book = session.read()
    if owner:
        kept = {
            key: entry
            for key, entry in book.entries.items()
            if (entry.plan.owner if entry.plan else entry.facts and entry.facts.text("crm", "owner")) == owner
        }
        book = replace(book, entries=kept)
    found = linted(session, book)
    by_plan: dict[str, list[object]] = {}
    for finding in found.findings:
        by_plan.setdefault(finding.plan, []).append(finding)
    return portfolio(book, session.ages(book), by_plan, today=session.reckoned)  # type: ignore[arg-type]
