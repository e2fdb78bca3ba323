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
    here = session.source(session.state("WORKTREE"))
    with working("Reading the history"):
        files = {paths[0]: key for key, paths in plan_files(here).items()}
        fresh = set(differing(session.source(session.state("HEAD")), here, repository).ids)
        now = here.read([path for path, key in files.items() if key in fresh])
        for data in now.values():
            if not isinstance(data, bytes):
                raise data
        return read_book_past(repository, session.desk, files, {path: data for path, data in now.items() if isinstance(data, bytes)})
