"""The findings of what changed since another branch: those of touched items, and those that the change brought about elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from acctplan.errors import ValueRefused

from .baselining import with_baseline
from .changed_accounts import Accounts
from .changed_over_book import OverTheBook
from .context import Session
from .linting import Answer, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Mapping

    from acctplan.analysis.touched import Path
    from acctplan.model.finding import Finding
    from acctplan.rules._lint import LintResult
    from acctplan.store.touched import Sides


def changed(session: Session, question: Question, ids: list[str] | None) -> Answer:
    """The findings that a change since `question.changed_since` answers for, of these accounts or of all.

    Those are the findings of touched items, and those that were not there before. What the day alone brings about on other
    items of the accounts that were judged is set apart. Judged are those whose plan or facts differ; all of them where something
    differs that all are judged by. Raises ValueRefused, RevisionUnknown or HistoryShallow.
    """
    commit, sides = _parted(session, question.changed_since)
    before = _at_commit(session, commit)
    if sides.everywhere:
        return _everything(session, question, before, sides, ids)
    before.desk, before.versions = session.desk, session.versions
    touched = [key for key in sides.accounts if ids is None or key in ids]
    return _of_accounts(Accounts(session, before, question, sides, touched, whole=ids is None))


def _parted(session: Session, words: str) -> tuple[str, Sides]:
    """The commit where this branch and the named one part, and what the book holds there and now."""
    from acctplan.store.touched import Look, base_of

    if session.options.get("as_of"):
        raise ValueRefused("--changed-since tells of the work tree, not of --as-of", "Leave one of them out.")
    state = session.state(words)
    assert session.repository is not None
    commit = base_of(state, session.repository)
    return commit, Look(session.repository, session.listing).sides(commit)


def _at_commit(session: Session, commit: str) -> Session:
    """The book as it was at a commit, asked on the same day."""
    from acctplan.store.state import State

    before = Session({**session.options, "as_of": f"git:{commit}", "today": str(session.today)})
    before.book = session.book
    before.repository = session.repository
    before.now = State("commit", commit, commit)
    return before


def _everything(session: Session, question: Question, before: Session, sides: Sides, ids: list[str] | None) -> Answer:
    """The findings where every plan is to be judged."""
    from acctplan.store.shelf import read_desk

    from .survey import surveyed

    found = surveyed(session, ids, question.select, question.ignore, rows=question.rows)
    before.desk = read_desk(before.source())
    touched = Accounts(session, before, question, sides, sides.accounts, whole=False).touched(sides.accounts)
    try:
        known = {finding.fingerprint for finding in surveyed(before, None, question.select, question.ignore).lint.findings}
    finally:
        before.close()
    result = with_baseline(session, question, ids is None, found)
    return Answer(told(result, touched, lambda _: known), found.closed, found.rows)


def _of_accounts(accounts: Accounts) -> Answer:
    """The findings where some accounts differ, and over the book what that brings about."""
    from .survey import gathered, surveyed

    session, question = accounts.session, accounts.question
    over = OverTheBook(accounts) if accounts.whole else None
    try:
        found = gathered([*accounts.parts.values(), *([over.part] if over else [])], accounts.ids)
        result = with_baseline(session, question, False, found)
        result = told(result, accounts.items, lambda doubtful: accounts.known(doubtful) | (over.known(doubtful) if over else set()))
        others = sorted({one.plan for one in (*result.findings, *result.untouched)} - set(accounts.ids))
        rows = surveyed(session, others, rows=True).rows if others and question.rows else ()
    finally:
        accounts.close()
    return Answer(result, found.closed, (*found.rows, *rows))


def told(result: LintResult, items: Mapping[str, Collection[Path]], known: Callable[[list[Finding]], Container[str]]) -> LintResult:
    """The findings of touched items, by account, and new ones; those of the clock on other items apart, and no others.

    `known` gives the fingerprints that were there before, of findings about which that matters.
    """
    from acctplan.analysis.touched import is_touched

    clock = _clock_rules()
    touched = {one.fingerprint for one in result.findings if is_touched(tuple(filter(None, one.path.split("."))), items.get(one.plan, ()))}
    others = [one for one in result.findings if one.fingerprint not in touched]
    old = known([one for one in others if one.code not in clock])
    mine = [one for one in result.findings if one.fingerprint in touched or (one.code not in clock and one.fingerprint not in old)]
    return replace(result, findings=tuple(mine), untouched=tuple(one for one in others if one.code in clock))


def _clock_rules() -> set[str]:
    from acctplan.rules._judge import every_rule

    return {rule.code for rule in every_rule() if getattr(rule.module, "CLOCK", False)}
