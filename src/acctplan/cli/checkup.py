"""What `doctor` looks at."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from acctplan.errors import AcctplanError
from acctplan.views.doctor import Check, Checkup

if TYPE_CHECKING:
    from acctplan.store.git import Repository
    from acctplan.store.source import Source

    from .context import Session


def examined(session: Session) -> Checkup:
    """Every check, whatever the ones before found."""
    return Checkup((*_program(), *_git(session), *_book(session)))


def _program() -> Iterator[Check]:
    from acctplan import __version__

    yield Check("acctplan", "fine", f"{__version__} on Python {sys.version.split()[0]}.")
    try:
        import _ruamel_yaml  # noqa: F401
    except ImportError:
        yield Check("fast parser", "note", "Plans are read by the slow parser.", "Install ruamel.yaml.clib.")
    else:
        yield Check("fast parser", "fine", "Plans are read by the C parser.")


def _git(session: Session) -> Iterator[Check]:
    try:
        repository = session.repository
    except AcctplanError as error:
        yield Check("git", "wrong", f"{error.message}.", error.hint)
        return
    if repository is None:
        yield Check("git", "note", "No repository, or no git: there is no history, so no ages.", "Run `git init` in the book.")
        return
    if repository.head is None:
        yield Check("git", "note", "Nothing is committed yet.", "Commit the book.")
        return
    yield Check("git", "fine", f"A repository at {repository.top}, HEAD {repository.head[:8]}.")
    yield from _locks(repository)
    yield from _history(repository)
    yield from _tags(session)


def _locks(repository: Repository) -> Iterator[Check]:
    from acctplan.store.left_locks import left_locks

    for path, since in left_locks(repository):
        yield Check("git lock", "note", f"{path} has been there since {since}: git may refuse to write.", "Delete it if no git runs here.")


def _history(repository: Repository) -> Iterator[Check]:
    from acctplan.store.history import alterations

    found = alterations(repository)
    if repository.shallow:
        yield Check("history", "wrong", "The clone is shallow: ages and past states are cut off.", "Run `git fetch --unshallow`.")
    for what, act in found:
        yield Check("history", "note", what, act)
    if not repository.shallow and not found:
        yield Check("history", "fine", "All of it is here.")


def _tags(session: Session) -> Iterator[Check]:
    from acctplan.store.snapshots import snapshots

    if session.repository is None:
        return
    try:
        prefix = session.settings.prefix
    except AcctplanError:
        return
    try:
        found = snapshots(session.repository, prefix)
    except AcctplanError as error:
        yield Check("snapshots", "wrong", f"They cannot be read: {error.message}.", "Fetch what is missing, or delete that tag.")
        return
    if found:
        yield Check("snapshots", "fine", f"{len(found)}, the last is {found[-1].period}.")
    else:
        yield Check("snapshots", "note", "None.", "Make one with `acctplan snapshot create`, or fetch tags with `git fetch --tags`.")


def _book(session: Session) -> Iterator[Check]:
    from acctplan.model.finding import Position
    from acctplan.store.shelf import read_desk
    from acctplan.store.source import WorkTree
    from acctplan.store.state import zone

    try:
        desk = read_desk(WorkTree(session.book))
    except AcctplanError as error:
        yield Check("book", "wrong", f"{error.message}.", error.hint)
        return
    for file, fault in desk.faults:
        at = fault.at or Position()
        yield Check(file, "wrong", f"{at.line}:{at.column}: {fault.message}")
    if desk.faults:
        return
    yield Check("book", "fine", f"{session.book} with {_people(len(desk.team.members))}.")
    try:
        zone(session.settings)
    except AcctplanError as error:
        yield Check("acctplan.yaml", "wrong", f"{error.message.removeprefix('acctplan.yaml: ')}.", error.hint)
    yield _me(session)
    try:
        yield from _plans(session)
    except AcctplanError as error:
        yield Check("plans", "wrong", f"{error.message}.", error.hint)


def _me(session: Session) -> Check:
    try:
        me = session.me
    except AcctplanError as error:
        return Check("me", "note", f"{error.message}.", error.hint)
    if me is None:
        return Check("me", "note", "Nobody in team.yaml has your e-mail.", "Add it there.")
    return Check("me", "fine", f"You are {session.team.name(me)}.")


def _source(session: Session) -> Source:
    from acctplan.store.source import WorkTree

    try:
        return session.source()
    except AcctplanError:
        return WorkTree(session.book)


def _plans(session: Session) -> Iterator[Check]:
    from acctplan.store.shelf import read_book

    book = read_book(_source(session), session.desk, lenient=True)
    for message in book.closed:
        file, _, why = message.partition(": ")
        yield Check(file, "wrong", f"It {why}." if why else f"{message}.", "Put the file itself in the book, where you may read it.")
    broken = [entry for entry in book.entries.values() if entry.planned and entry.plan is None]
    for entry in broken:
        yield Check(entry.file, "wrong", f"Cannot be read: {entry.faults[0].message}", "See `acctplan lint`.")
    for key, path in book.twins:
        yield Check(path, "wrong", f"Another plan has the id {key} too.", "Rename one of the two.")
    marked = [entry.file for entry in book.entries.values() if entry.text.startswith("\ufeff")]
    for path in marked:
        yield Check(path, "note", "It starts with a byte order mark; it is kept.")
    planned = sum(entry.planned for entry in book.entries.values()) + len(book.closed)
    if planned:
        yield Check("plans", "wrong" if broken or book.closed else "fine", f"{len(book.plans)} of {planned} can be read.")
    else:
        yield Check("plans", "note", "None yet.", "Make one with `acctplan new`.")


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count or 'no'} people"
