"""Which files differ from a commit: what git tells is what reading every file tells, however a file came to differ."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.store.contents import listing_of
from acctplan.store.git import discover
from acctplan.store.touched import Look, Sides
from tests.conftest import LITE, commit_all, git, make_book

LATER = "2026-11-10T10:00:00+01:00"
PLAN = "plans/harbour.md"


def sides(book: Path, *, read: bool = False) -> Sides:
    repository = discover(book)
    assert repository is not None
    return Look(repository, None if read else listing_of(repository)).sides(git(book, "rev-parse", "main"))


def _conflict(book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("bake at night", "bake all night"))
    commit_all(book, "Ours", LATER)
    git(book, "checkout", "-q", "-b", "other", "main")
    (book / PLAN).write_text(LITE.replace("bake at night", "bake by night"))
    commit_all(book, "Theirs", LATER)
    with pytest.raises(Exception, match="merge"):
        git(book, "merge", "topic")


WAYS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "committed": lambda book: ((book / PLAN).write_text(LITE + "x\n"), commit_all(book, "Write", LATER)),
    "staged": lambda book: ((book / PLAN).write_text(LITE + "x\n"), git(book, "add", "-A")),
    "in the work tree": lambda book: (book / PLAN).write_text(LITE + "x\n"),
    "staged and taken back": lambda book: ((book / PLAN).write_text(LITE + "x\n"), git(book, "add", "-A"), (book / PLAN).write_text(LITE)),
    "committed and taken back": lambda book: (
        (book / PLAN).write_text(LITE + "x\n"),
        commit_all(book, "Write", LATER),
        (book / PLAN).write_text(LITE),
    ),
    "touched without a change": lambda book: os.utime(book / PLAN, (1, 1)),
    "unknown to git": lambda book: (book / "plans" / "other.md").write_text(LITE),
    "ignored": lambda book: ((book / ".gitignore").write_text("other.md\n"), (book / "plans" / "other.md").write_text(LITE)),
    "to be added": lambda book: ((book / "plans" / "other.md").write_text(LITE), git(book, "add", "-N", "plans/other.md")),
    "gone": lambda book: (book / PLAN).unlink(),
    "taken out of the index": lambda book: git(book, "rm", "-q", "--cached", PLAN),
    "renamed": lambda book: git(book, "mv", PLAN, "plans/haven.md"),
    "made a link": lambda book: ((book / PLAN).unlink(), (book / PLAN).symlink_to("../team.yaml")),
    "made a link and committed": lambda book: (
        (book / PLAN).unlink(),
        (book / PLAN).symlink_to("../team.yaml"),
        commit_all(book, "Link", LATER),
    ),
    "made executable": lambda book: ((book / PLAN).chmod(0o755), commit_all(book, "Mode", LATER)),
    "in conflict": _conflict,
    "hidden from git": lambda book: (git(book, "update-index", "--assume-unchanged", PLAN), (book / PLAN).write_text(LITE + "x\n")),
    "left out of the work tree": lambda book: (git(book, "update-index", "--skip-worktree", PLAN), (book / PLAN).unlink()),
    "contacts of our own": lambda book: (book / "contacts.yaml").write_text("tom: {}\n"),
    "contacts in the index": lambda book: ((book / "contacts.yaml").write_text("tom: {}\n"), git(book, "add", "-f", "contacts.yaml")),
    "settings": lambda book: (book / "acctplan.yaml").write_text("currency: USD\n"),
}


@pytest.mark.parametrize("way", WAYS)
def test_git_tells_what_reading_tells(book: Path, way: str) -> None:
    git(book, "checkout", "-q", "-b", "topic")
    WAYS[way](book)
    told, read = sides(book), sides(book, read=True)
    assert told == read
    if way in ("nothing", "staged and taken back", "committed and taken back", "touched without a change", "contacts of our own",
               "taken out of the index", "made executable"):  # fmt: skip
        assert told.apart == set()
    else:
        assert told.apart


def test_what_differs_names_accounts_or_all_of_them() -> None:
    def differing(*paths: str) -> Sides:
        return Sides({}, dict.fromkeys(paths, "a"), frozenset(paths))

    assert differing("plans/a/harbour.md", "facts/wren.yaml", "plans/notes.txt", "plans/.x.md", "facts/.synced.yaml").accounts == [
        "harbour",
        "wren",
    ]
    assert not differing("plans/a.md", "facts/a.yaml", "contacts.yaml").everywhere
    for path in ("acctplan.yaml", "team.yaml", "templates/core.md", "playbooks/x.yaml"):
        assert differing("plans/a.md", path).everywhere


def test_a_book_below_the_top_of_its_repository(tmp_path: Path) -> None:
    book = make_book(tmp_path / "top" / "books" / "north", commit=False)
    git(tmp_path / "top", "init", "-q", "-b", "main")
    (tmp_path / "top" / "plans").mkdir()
    (tmp_path / "top" / "plans" / "other.md").write_text(LITE)
    commit_all(tmp_path / "top", "Start", "2026-11-02T10:00:00+01:00")
    (book / PLAN).write_text(LITE + "x\n")
    (tmp_path / "top" / "plans" / "other.md").write_text(LITE + "x\n")
    assert sides(book).apart == {PLAN}
    assert sides(book) == sides(book, read=True)
