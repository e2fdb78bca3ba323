"""The history of all plans of a session's book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acctplan.errors import RevisionUnknown

if TYPE_CHECKING:
    from acctplan.analysis.book_history import BookHistory

    from .context import Session


def past_of_book(session: Session) -> BookHistory:
    """Every change of every plan, what is not committed included. Raises RevisionUnknown without history, FileRefused for a closed file."""
    from acctplan.store.book_past import read_book_past
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
        return read_book_past(repository, session.desk, files, now)


def _committed(held: list[str], found: list[str]) -> str:
    """The path whose past is a plan's: where it stands, if that is committed, or else where it stood."""
    return next((path for path in found[:1] if path in held), "") or (held or found)[0]
