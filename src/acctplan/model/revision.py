"""A commit, as far as plans care."""

from __future__ import annotations

from datetime import date, datetime

from acctplan.named_tuple import NamedTuple


class Revision(NamedTuple):
    """One commit. `author` is the recorded name; `person` and `email` are those after `.mailmap`; `mechanical` refreshes no age."""

    commit: str
    author: str
    person: str
    email: str
    written_at: datetime
    committed_at: datetime
    subject: str
    mechanical: bool = False
    co_authors: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day the author wrote it, in the book's time zone, never after the commit."""
        return min(self.written_at, self.committed_at).date()


class FileChange(NamedTuple):
    """What one commit did to one file: path and blob before (one for each parent) and after; None where it was absent."""

    revision: Revision
    path: str
    old_paths: tuple[str, ...]
    before: tuple[str | None, ...]
    after: str | None
