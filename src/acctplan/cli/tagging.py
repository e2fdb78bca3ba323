"""Snapshots of a session's book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acctplan.errors import RevisionUnknown, ValueRefused

if TYPE_CHECKING:
    from acctplan.model.period import Period
    from acctplan.store.git import Repository
    from acctplan.views.snapshot_check import SnapshotCheck
    from acctplan.views.snapshots import SnapshotList

    from .context import Session


def _repository(session: Session) -> Repository:
    if session.repository is None:
        raise RevisionUnknown("there is no git history here to keep", "Run `git init` in the book and commit it.")
    if session.repository.head is None:
        raise RevisionUnknown("the book has no commit yet", "Commit it first.")
    return session.repository


def snapshots_of(session: Session) -> SnapshotList:
    """All snapshots, oldest first."""
    from acctplan.store.snapshots import snapshots
    from acctplan.store.state import zone
    from acctplan.views.snapshots import SnapshotList

    found = snapshots(_repository(session), session.settings.prefix, zone(session.settings))
    return SnapshotList(tuple(found), "")


def snapshot_of(session: Session, period: str) -> SnapshotList:
    """One snapshot with its message and counts."""
    from dataclasses import replace

    from acctplan.views.snapshots import SnapshotList

    names = _names(session, period) if period else ()
    rows = [row for row in snapshots_of(session).snapshots if row.period in names] or list(
        snapshots_of(session).snapshots[-1:] if not period else ()
    )
    if not rows:
        raise RevisionUnknown(f"there is no snapshot of {period or 'any period'}", "List them with `acctplan snapshot list`.")
    book = session.read(session.state(f"git:{rows[0].tag}"))
    return SnapshotList((replace(rows[0], plans=len(book.plans)),), rows[0].message)


def _period(session: Session, words: str) -> Period:
    from acctplan.model.period import ADD_YEARS, named_period, period_of, previous_period

    fiscal = session.settings.fiscal
    if words:
        return named_period(words, fiscal)
    try:
        return previous_period(period_of(session.today, fiscal), fiscal)
    except ValueRefused as unknown:
        if unknown.hint != ADD_YEARS:
            raise
        month = previous_period(period_of(session.today, fiscal, "month"), fiscal, "month").name
        raise ValueRefused(unknown.message, f"Name a period, such as {month}. {ADD_YEARS}") from None


def _names(session: Session, words: str) -> tuple[str, ...]:
    """The names under which a period may have been kept."""
    from acctplan.model.period import names_of

    return names_of(_period(session, words), session.settings.fiscal)


def create_snapshot(session: Session, words: str, message: str, *, still_open: bool = False) -> None:
    """Tag the last commit of a period; one that is still open only where that is wanted, as it stands now."""
    from acctplan import __version__
    from acctplan.analysis.keeping import note
    from acctplan.store.moment import on_day
    from acctplan.store.snapshots import create

    repository = _repository(session)
    period = _period(session, words)
    if period.starts_on > session.today:
        raise ValueRefused(f"{period.name} begins on {period.starts_on}", "Keep it when it has begun.")
    ended = period.ends_on < session.today
    if not ended and not still_open:
        raise ValueRefused(f"{period.name} is open until {period.ends_on}", "Wait until it has ended, or add --open.")
    commit = on_day(period.name, period.ends_on, repository, session.settings).commit if ended else repository.head
    settings = _settings_at(session, str(commit))
    text = note(period.name, message, __version__, str(commit), _digest(settings), settings.decode("utf-8", "replace"))
    for name in _names(session, period.name)[1:]:
        if repository.hash_of(f"refs/tags/{session.settings.prefix}/{name}") is not None:
            raise ValueRefused(f"there is a snapshot of these days already: {name}", f"Look at it with `acctplan snapshot show {name}`.")
    tag = create(repository, session.settings.prefix, period.name, text, str(commit))
    session.say(f"Made {tag} on {str(commit)[:8]}{'' if ended else f': the period is open until {period.ends_on}'}.")
    session.say(f"  What is not committed is not in it. Share it: git push origin {tag}")


def verified(session: Session, words: str) -> SnapshotCheck:
    """Whether snapshots, or that of one period, still are what was kept. Raises RevisionUnknown for a period without one."""
    from dataclasses import replace

    from acctplan.analysis.keeping import kept
    from acctplan.store.snapshots import kept_tags
    from acctplan.store.state import zone
    from acctplan.views.snapshot_check import SnapshotCheck

    names = _names(session, words) if words else ()
    found = kept_tags(_repository(session), session.settings.prefix, zone(session.settings))
    asked = [tag for tag in found if not words or tag.period in names]
    if words and not asked:
        raise RevisionUnknown(f"there is no snapshot of {names[0]}", "List them with `acctplan snapshot list`.")
    whole = [replace(tag, settings=_digest(_settings_at(session, tag.commit))) if tag.commit else tag for tag in asked]
    return SnapshotCheck(tuple(kept(tag, session.settings.fiscal) for tag in whole))


def _settings_at(session: Session, commit: str) -> bytes:
    """The bytes of the book's settings at a commit; none where there were none."""
    data = session.source(session.state(f"git:{commit}")).read(["acctplan.yaml"]).get("acctplan.yaml", b"")
    return data if isinstance(data, bytes) else b""


def _digest(data: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    from hashlib import sha256

    return sha256(data).hexdigest()
