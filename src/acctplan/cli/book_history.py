"""The history of all plans of a session's book, read by several processes where that pays; of a plan's versions none is kept."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from acctplan.errors import RevisionUnknown

if TYPE_CHECKING:
    from acctplan.report import Report
    from acctplan.store.book_history import BookHistory
    from acctplan.store.spool import Spooled

    from .context import Session
    from .told_turns import Placed, Telling

_WORTH_IT = 400
"""Versions from which a second process pays (measured: starting one costs some ten milliseconds, a version one)."""
_SLICES = 8


def book_history(session: Session) -> Report:
    """Every change of every plan, what is not committed included. Raises RevisionUnknown without history, FileRefused for a closed file."""
    from acctplan.report import Written
    from acctplan.views.book_history import Shown, view

    from .emit import format_name
    from .told_turns import Telling

    machine = format_name(session) == "json"
    past = _begun(session)
    telling = Telling(session, past, machine=machine)
    if machine:
        return view(Shown((), past.complete, Written(_entries(past, telling))))
    return view(Shown(tuple(row for _, _, row in sorted(_told(past, telling), key=lambda one: one[:2])), past.complete))


def _entries(past: BookHistory, telling: Telling) -> Spooled:
    """The entries of all turns in order; they are put away as they come, for they are long and the last may be the first."""
    from acctplan.store.spool import Spool, Spooled

    spool = Spool()
    found = sorted((at, plan, spool.put(entry)) for at, plan, entry in _told(past, telling))
    return Spooled(spool, (place for _, _, place in found))


def _told(past: BookHistory, telling: Telling) -> Iterator[Placed]:
    """What is told of the turns of all plans, plan by plan."""
    from .waiting import working

    jobs = _jobs(past)
    size = max(1, -(-len(past.ids) // (jobs * _SLICES if jobs > 1 else 1)))
    slices = [past.ids[start : start + size] for start in range(0, len(past.ids), size)]
    gc.freeze()
    try:
        parts = _each(telling.part, slices, jobs)
        with working("Reading the history"):
            yield from chain.from_iterable(parts)
    finally:
        gc.unfreeze()


def _each(part: Callable[[list[str]], Any], slices: list[list[str]], jobs: int) -> Any:
    from .processes import in_processes

    return in_processes(part, slices, jobs) if jobs > 1 else map(part, slices)


def _jobs(past: BookHistory) -> int:
    from .processes import processors

    return processors() if sum(map(len, past.lines.values())) >= _WORTH_IT else 1


def _begun(session: Session) -> BookHistory:
    from acctplan.store.book_history import BookHistory
    from acctplan.store.differing import differing
    from acctplan.store.shelf import plan_files

    from .waiting import working

    repository = session.repository
    if repository is None or repository.head is None:
        raise RevisionUnknown("there is no git history here", "Run `git init` in the book and commit.")
    then, here = session.source(session.state("HEAD")), session.source(session.state("WORKTREE"))
    with working("Reading the history"):
        held, found = plan_files(then), plan_files(here)
        fresh = set(differing(then, here, repository).ids)
        read = here.read([found[key][0] for key in found if key in fresh])
        now: dict[str, bytes | None] = {key: None for key in held if key not in found}
        for key in fresh & set(found):
            data = read.get(found[key][0])
            if not isinstance(data, bytes | None):
                raise data
            now[key] = data
        files = {_committed(held.get(key, []), found.get(key, [])): key for key in {**held, **found}}
        return BookHistory(repository, session.desk, files, now)


def _committed(held: list[str], found: list[str]) -> str:
    """The path whose past is a plan's: where it stands, if that is committed, or else where it stood."""
    return next((path for path in found[:1] if path in held), "") or (held or found)[0]
