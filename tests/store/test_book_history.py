"""The history of a book lets go of git, whatever happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from acctplan.errors import GitFailed
from acctplan.store import book_history
from acctplan.store.book_history import BookHistory
from acctplan.store.git import Repository, discover
from acctplan.store.git_process import Begun
from acctplan.store.history import ChangeLog
from acctplan.store.shelf import read_desk
from acctplan.store.source import WorkTree


def test_a_list_of_files_that_fails_leaves_no_log_behind(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[ChangeLog] = []

    def fails(*_: object) -> dict[str, str]:
        raise GitFailed("git ls-tree failed", "Look.")

    class Noted(ChangeLog):
        def _begin(self) -> Begun:
            begun.append(self)
            return super()._begin()

    repository = discover(book)
    assert repository is not None
    monkeypatch.setattr(Repository, "listed", fails)
    monkeypatch.setattr(book_history, "ChangeLog", Noted)
    with pytest.raises(GitFailed, match="ls-tree"):
        BookHistory(repository, read_desk(WorkTree(book)), {}, {})
    assert [log.begun for log in begun] == [None]
