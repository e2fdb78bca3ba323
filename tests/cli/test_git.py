"""`git setup`, and what git calls then: one clone told, shown first, undone without a trace."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all, git, make_book

from .asked import PLAN, refused

Acct = Callable[..., Ran]
WHEN = "2026-11-10T10:00:00+01:00"
LINE = "/plans/**/*.md merge=acctplan diff=acctplan"


@pytest.fixture
def ready(book: Path, acct: Acct, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book whose clone is set up, with this program behind the name that git calls."""
    monkeypatch.setattr("acctplan.cli.git_setup.program", lambda: f"{shlex.quote(sys.executable)} -m acctplan")
    assert acct("git", "setup", "--yes", cwd=book).code == 0
    return book


def branches(book: Path, ours: str, theirs: str) -> None:
    """Two branches from the last commit, the first checked out."""
    git(book, "branch", "theirs")
    (book / PLAN).write_text(ours)
    commit_all(book, "Ours", WHEN)
    git(book, "checkout", "-q", "theirs")
    (book / PLAN).write_text(theirs)
    commit_all(book, "Theirs", WHEN)
    git(book, "checkout", "-q", "main")


def merging(book: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words, "merge", "-m", "Both", "theirs"], cwd=book, capture_output=True, text=True)


def config(book: Path) -> str:
    return (book / ".git/config").read_text()


def test_setup_shows_and_writes_to_the_clone_alone(acct: Acct, book: Path) -> None:
    before = config(book)
    shown = acct("git", "setup", "--dry-run", cwd=book)
    assert (shown.code, shown.out, config(book)) == (0, "", before)
    assert not (book / ".git/info/attributes").exists()
    for words in ("in this clone only", "merge.acctplan.driver = ", "git merge -- %O %A %B %L %P", "diff.acctplan.textconv = ", LINE):
        assert words in shown.err
    ran = acct("git", "setup", "--yes", cwd=book)
    assert (ran.code, ran.err) == (0, shown.err + "Done: git merges and shows plans by field here.\n")
    assert git(book, "config", "--local", "merge.acctplan.name")
    assert git(book, "check-attr", "merge", "diff", "--", "plans/a.md", "plans/old/b.md", "facts/a.yaml", "README.md").splitlines() == [
        f"{path}: {name}: {value}"
        for path, value in (
            ("plans/a.md", "acctplan"), ("plans/old/b.md", "acctplan"), ("facts/a.yaml", "unspecified"), ("README.md", "unspecified"),
        )
        for name in ("merge", "diff")
    ]  # fmt: skip
    assert git(book, "status", "--porcelain") == ""
    again = acct("git", "setup", "--yes", cwd=book)
    assert again == Ran(0, "", "Nothing to write: git is set up here.\n")


def test_remove_leaves_no_trace_and_what_others_wrote(acct: Acct, book: Path) -> None:
    before = config(book)
    assert acct("git", "setup", "--remove", "--yes", cwd=book).err == "Nothing to take away: git is not set up here.\n"
    acct("git", "setup", "--yes", cwd=book)
    looked = acct("git", "setup", "--remove", "--dry-run", cwd=book)
    assert LINE in looked.err
    assert LINE in (book / ".git/info/attributes").read_text()
    assert acct("git", "setup", "--remove", "--yes", cwd=book).code == 0
    assert config(book).split() == before.split()
    assert not (book / ".git/info/attributes").exists()
    (book / ".git/info/attributes").write_text("*.pdf -diff")
    acct("git", "setup", "--yes", cwd=book)
    assert (book / ".git/info/attributes").read_text().splitlines()[0] == "*.pdf -diff"
    acct("git", "setup", "--remove", "--yes", cwd=book)
    assert (book / ".git/info/attributes").read_text() == "*.pdf -diff\n"


def test_nobody_to_ask_is_refused_and_so_is_a_folder_without_git(acct: Acct, book: Path, tmp_path: Path) -> None:
    before = config(book)
    ran = acct("git", "setup", cwd=book)
    assert (ran.code, "acctplan: nobody is at a terminal to agree to this." in ran.err, "Add --yes" in ran.err) == (2, True, True)
    refused(acct("git", "pull", cwd=book), "nothing to do with “pull”", "acctplan git setup")
    assert config(book) == before
    plain = make_book(tmp_path / "plain", commit=False)
    refused(acct("git", "setup", "--yes", cwd=plain), "no git repository")


def test_a_book_in_a_folder_of_its_own_has_its_own_line(acct: Acct, tmp_path: Path) -> None:
    top = tmp_path / "all"
    books = [make_book(top / name, commit=False) for name in ("our [new] books", "b")]
    git(top, "init", "-q", "-b", "main")
    for book in books:
        assert acct("git", "setup", "--yes", cwd=book).code == 0
    said = git(top, "check-attr", "merge", "--", "our [new] books/plans/x.md", "b/plans/x.md", "our n books/plans/x.md", "plans/x.md")
    assert [line.rpartition(": ")[2] for line in said.splitlines()] == ["acctplan", "acctplan", "unspecified", "unspecified"]
    acct("git", "setup", "--remove", "--yes", cwd=books[0])
    assert git(top, "config", "--local", "merge.acctplan.driver")
    acct("git", "setup", "--remove", "--yes", cwd=books[1])
    assert "acctplan" not in (top / ".git/config").read_text()


def test_two_people_edit_one_line(ready: Path) -> None:
    branches(
        ready, LITE.replace("(dana, 2026-12-12", "(lee, 2026-12-12"), LITE.replace("leads (dana, 2026-12-12", "leads (dana, 2026-12-19")
    )
    done = merging(ready)
    assert done.returncode == 0, done
    assert (ready / PLAN).read_text() == LITE.replace("(dana, 2026-12-12", "(lee, 2026-12-19")
    assert not list(ready.glob(".merge_file*"))


@pytest.mark.parametrize("folder", ["--json", "-x", "it's", 'a "b" c', "$(touch owned)", "[a]*", "#a", "!a", "t\tab"])
def test_a_folder_of_any_name_is_merged_and_shown_by_field(
    folder: str, tmp_path: Path, acct: Acct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("acctplan.cli.git_setup.program", lambda: f"{shlex.quote(sys.executable)} -m acctplan")
    git(tmp_path, "init", "-q", "-b", "main")
    make_book(tmp_path / folder, commit=False)
    plan = tmp_path / folder / PLAN
    commit_all(tmp_path, "Start", WHEN)
    assert acct("git", "setup", "--yes", cwd=tmp_path / folder).code == 0
    git(tmp_path, "branch", "theirs")
    plan.write_text(LITE.replace("2026-12-12", "2026-12-14"))
    assert "+    due: 2026-12-14" in git(tmp_path, "diff")
    commit_all(tmp_path, "Ours", WHEN)
    git(tmp_path, "checkout", "-q", "theirs")
    plan.write_text(LITE.replace("(dana, 2026-12-12", "(lee, 2026-12-12"))
    commit_all(tmp_path, "Theirs", WHEN)
    git(tmp_path, "checkout", "-q", "main")
    assert merging(tmp_path).returncode == 0
    assert "(lee, 2026-12-14" in plan.read_text()
    assert not list(tmp_path.rglob("owned"))


def test_a_conflict_is_marked_kept_by_git_and_told_by_lint(ready: Path, acct: Acct) -> None:
    ours, theirs = (LITE.replace("owner: dana\nlifecycle", f"owner: {name}\nlifecycle") for name in ("lee", "priya"))
    branches(ready, ours, theirs.replace("tier: growth", "tier: standard"))
    assert merging(ready).returncode == 1
    text = (ready / PLAN).read_text()
    assert "<<<<<<< ours\nowner: lee\n=======\nowner: priya\n>>>>>>> theirs\n" in text
    assert "tier: standard" in text
    assert len(git(ready, "ls-files", "--unmerged").splitlines()) == 3
    found = acct("lint", "harbour", "--format", "concise", cwd=ready)
    assert found.code == 1
    assert "plans/harbour.md:3:1: AP112 conflict-markers" in found.out
    assert "“owner: lee”" in found.out
    assert "“owner: priya”" in found.out


def test_a_file_renamed_on_one_side_takes_the_edit_of_the_other(ready: Path) -> None:
    branches(
        ready, LITE.replace("(dana, 2026-12-12", "(lee, 2026-12-12"), LITE.replace("leads (dana, 2026-12-12", "leads (dana, 2026-12-19")
    )
    git(ready, "mv", PLAN, "plans/harbour-group.md")
    commit_all(ready, "Rename", WHEN)
    assert merging(ready).returncode == 0
    assert "(lee, 2026-12-19" in (ready / "plans/harbour-group.md").read_text()
    assert not (ready / PLAN).exists()


def test_a_plan_that_cannot_be_read_is_merged_by_lines(ready: Path) -> None:
    broken = LITE.replace("posture: retain", "posture: {")
    branches(ready, broken, LITE.replace("(lee, 2026-12-05", "(dana, 2026-12-05"))
    assert merging(ready).returncode == 0
    assert (ready / PLAN).read_text() == broken.replace("(lee, 2026-12-05", "(dana, 2026-12-05")


@pytest.mark.parametrize("program", ["no-such-program", "sh -c 'exit 129'", "sh -c 'exit 2'"])
def test_without_the_program_no_side_is_lost(book: Path, acct: Acct, program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git 2.39 takes any code of a driver for a conflict, and would keep ours alone in the file."""
    monkeypatch.setattr("acctplan.cli.git_setup.program", lambda: program)
    assert acct("git", "setup", "--yes", cwd=book).code == 0
    branches(book, LITE.replace("tier: growth", "tier: standard"), LITE.replace("tier: growth", "tier: strategic"))
    assert merging(book).returncode == 1
    assert "<<<<<<< ours\ntier: standard\n=======\ntier: strategic\n>>>>>>> theirs\n" in (book / PLAN).read_text()


def test_what_git_calls_wrongly_is_no_merge(acct: Acct, tmp_path: Path) -> None:
    for name, text in (("o", LITE), ("a", LITE), ("b", LITE)):
        (tmp_path / name).write_text(text)
    for words in ([], ["o", "a", "b"], ["o", "a", "b", "x", PLAN], ["o", "absent", "b", "7", PLAN], ["o", "a", "b", "-7", PLAN]):
        ran = acct("git", "merge", *words, cwd=tmp_path)
        assert ran.code == 129, words
        assert "Traceback" not in ran.err
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert acct("git", "merge", "o", "link", "b", "7", PLAN, cwd=tmp_path).code == 129
    assert acct("git", "merge", "o", "a", "b", "7", PLAN, cwd=tmp_path) == Ran(0, "", "")


def test_a_merge_is_written_whole_and_only_where_something_changed(acct: Acct, tmp_path: Path) -> None:
    for name, text in (("o", LITE), ("a", LITE), ("b", LITE.replace("growth", "standard"))):
        (tmp_path / name).write_text(text)
    (tmp_path / "a").chmod(0o640)
    assert acct("git", "merge", "o", "a", "b", "7", PLAN, cwd=tmp_path).code == 0
    assert (tmp_path / "a").read_text() == (tmp_path / "b").read_text()
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
    inode = (tmp_path / "a").stat().st_ino
    assert acct("git", "merge", "o", "a", "o", "7", PLAN, cwd=tmp_path).code == 0
    assert (tmp_path / "a").stat().st_ino == inode


def test_bytes_that_are_no_text(acct: Acct, tmp_path: Path) -> None:
    for name, data in (("o", b"\x00\x01"), ("a", b"\x00\x02"), ("b", b"\x00\x03")):
        (tmp_path / name).write_bytes(data)
    assert acct("git", "merge", "o", "a", "b", "7", PLAN, cwd=tmp_path).code == 129
    assert (tmp_path / "a").read_bytes() == b"\x00\x02"


def test_git_diff_shows_one_field_a_line_and_hides_nothing(ready: Path) -> None:
    (ready / PLAN).write_text(
        LITE.replace("leads (dana, 2026-12-12", "leads (dana, 2026-12-19").replace("---\n\nThey", "---\n\nAt night they\x1b[31m")
    )
    shown = git(ready, "diff", "--", PLAN)
    assert "-    due: 2026-12-12\n+    due: 2026-12-19\n" in shown
    assert "+At night they\\u{1b}[31m" in shown
    assert "\x1b" not in shown
    done = subprocess.run(["git", "add", "-p"], cwd=ready, input=b"y\nq\n", capture_output=True)
    assert done.returncode == 0
    assert git(ready, "diff", "--cached", "--no-textconv").count("2026-12-19") == 1
    (ready / PLAN).write_text("---\nowner: {\n---\n")
    assert "+owner: {" in git(ready, "diff", "--", PLAN)


def test_git_diff_stands_without_the_program(book: Path, acct: Acct, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acctplan.cli.git_setup.program", lambda: "no-such-program")
    acct("git", "setup", "--yes", cwd=book)
    (book / PLAN).write_text(LITE.replace("tier: growth", "tier: standard"))
    assert "+tier: standard" in git(book, "diff", "--", PLAN)


def test_a_linked_worktree_shares_the_setup(ready: Path, tmp_path: Path, acct: Acct) -> None:
    git(ready, "worktree", "add", "-q", str(tmp_path / "other"), "-b", "other")
    assert acct("git", "setup", "--yes", cwd=tmp_path / "other").err == "Nothing to write: git is set up here.\n"
    assert git(tmp_path / "other", "check-attr", "merge", "--", PLAN).endswith("acctplan")


def test_attributes_that_are_a_link_are_left(acct: Acct, book: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine\n")
    (book / ".git/info").mkdir(exist_ok=True)
    (book / ".git/info/attributes").symlink_to(outside)
    assert acct("git", "setup", "--yes", cwd=book).code == 2
    assert outside.read_text() == "mine\n"
    assert os.path.islink(book / ".git/info/attributes")
