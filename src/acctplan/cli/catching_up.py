"""What `changes` tells: the plans since a reader last looked, and whose accounts they are."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from acctplan.errors import RevisionUnknown, ValueRefused
from acctplan.named_tuple import NamedTuple
from acctplan.store.state import State

if TYPE_CHECKING:
    from datetime import date

    from acctplan.analysis.news import News
    from acctplan.store.git import Repository

    from .context import Session

FIRST_DAYS = 30
"""How far back a reader without a mark is told: the days within which a strategic account's plan is looked at (docs/format.md)."""


class View(NamedTuple):
    """A reader and whose accounts they look at, by ids of team.yaml; each view has a mark of its own."""

    reader: str
    owner: str = ""
    manager: str = ""


def view_of(session: Session, reader: str, owner: str, manager: str) -> View:
    """The view that a command's words ask for. Raises ValueRefused for nobody we know."""
    return View(*(session.person(word) if word else "" for word in (reader or "me", owner, manager)))


def caught_up(session: Session, view: View, since: str) -> News:
    """What is new to a reader since a time, or since their mark.

    Raises RevisionUnknown without history, HistoryShallow where the clone does not reach that far.
    """
    from acctplan.store.news import read_news

    from .waiting import working

    repository = _in_git(session)
    start = session.state(since) if since else None
    if start is not None and start.commit is None:
        raise ValueRefused(f"--since needs a time in the past, not “{since[:40]}”", "Write a date, a period that is over, or a commit.")
    start = start or _beginning(session, repository, view)
    with working("Reading the history"):
        return read_news(repository, session.desk, start, view.reader, _owners(session, view))


def mark_seen(session: Session, view: View) -> None:
    """Keep that the reader has seen all up to the last commit."""
    from acctplan.store.seen import Mark, mark_file, write_mark

    write_mark(mark_file(session.book, view), Mark(_in_git(session).head or "", session.today))
    session.say("Marked as seen: next time only what is newer is told.")


def _in_git(session: Session) -> Repository:
    """The repository, which has a commit. Raises RevisionUnknown."""
    if session.repository is None:
        raise RevisionUnknown("there is no git history here", "Run `git init` in the book and commit, or install git.")
    if session.repository.head is None:
        raise RevisionUnknown("the book has no commit yet", "Commit it first.")
    return session.repository


def _owners(session: Session, view: View) -> frozenset[str] | None:
    """The people whose accounts are asked for; None for everybody's. Raises ValueRefused for a manager of nobody."""
    wanted = [frozenset({view.owner})] if view.owner else []
    if view.manager:
        wanted.append(session.team.under(view.manager))
        if not wanted[-1]:
            name = session.team.name(view.manager)
            raise ValueRefused(f"nobody in team.yaml reports to {name}", "Write under each person who their manager is.")
    return frozenset.intersection(*wanted) if wanted else None


def _beginning(session: Session, repository: Repository, view: View) -> State:
    """The state of the reader's mark; that of the same day where its commit is gone; that of a month ago without a mark."""
    from acctplan.store.seen import mark_file, read_mark

    name = session.team.name(view.reader)
    mark = read_mark(mark_file(session.book, view))
    here = mark is not None and repository.hash_of(mark.commit) == mark.commit
    if mark is None or (mark.on > session.today and not here):
        day = session.today - timedelta(min(FIRST_DAYS, session.today.toordinal() - 1))
        return _on_day(session, repository, day, f"{day}, {FIRST_DAYS} days ago ({name} has no mark yet)")
    if here:
        return State("commit", mark.commit, mark.commit, f"{mark.on}, when {name} last looked ({mark.commit[:8]})")
    return _on_day(session, repository, mark.on, f"{mark.on}, when {name} last looked (that commit is gone)")


def _on_day(session: Session, repository: Repository, day: date, said: str) -> State:
    """The state of a day; one without a commit where the book began later."""
    from acctplan.store.moment import on_day

    try:
        return on_day(str(day), day, repository, session.settings)._replace(said=said)
    except RevisionUnknown:
        return State("commit", str(day), None, "the beginning of the book")
