"""T25 to T50: repositories that are hostile, broken, foreign or in the midst of something; beside tests/store."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import LITE, commit_all, git
from tests.store.test_hostile_repository import READS, arm

from .attack import Acct, sound

PLAN = "plans/harbour.md"


@pytest.mark.parametrize("words", READS.values(), ids=READS)
def test_t25_a_filter_named_in_a_folder_below(words: tuple[str, ...], book: Path, tmp_path: Path, acct: Acct) -> None:
    """Git runs filters where it compares a file; the attribute may stand beside the plan, or come with the person's settings' includes."""
    (book / "plans" / "deep").mkdir()
    (book / "plans" / "deep" / "wren.md").write_text(LITE)
    commit_all(book, "More", "2026-11-03T10:00:00+01:00")
    (book / "plans" / "deep" / ".gitattributes").write_text("* filter=evil diff=evil\n")
    arm(book, tmp_path / "marks")
    git(book, "config", "--unset", "filter.evil.process")
    shutil.move(book / ".git" / "config", book / ".git" / "armed")
    (book / ".git" / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = false\n[include]\n\tpath = armed\n")
    os.utime(book / "plans" / "deep" / "wren.md", (1, 1))
    sound(acct(*words, cwd=book))
    assert sorted(path.name for path in (tmp_path / "marks").iterdir()) == []
