"""`--commit` records exactly our path: what else a person has lying about stays as it is, and what git refuses is undone."""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.errors import GitFailed, WriteConflict
from acctplan.store import git_process
from acctplan.store.git import discover
from acctplan.store.turn import turn
from tests.conftest import LITE, Ran, commit_all, git, make_book

from .ordinary import ordinary_folder
from .untouched import busy, committed, hook, picture, whole

Acct = Callable[..., Ran]
PLAN, NEW = "plans/harbour.md", "plans/wren-ferries.md"
SET = ("set", "harbour", "rosters.status=on-track", "--commit")
COMMANDS = {
    "set": (PLAN, SET),
    "record": (PLAN, ("record", "harbour", "sponsor-change", "Tom Baker leaves", "--commit")),
    "confirm": (PLAN, ("confirm", "harbour", "stakeholders", "--commit")),
    "new": (NEW, ("new", "Wren Ferries", "--set", "owner=dana", "--no-input", "--commit")),
}
EACH = pytest.mark.parametrize(("path", "words"), COMMANDS.values(), ids=COMMANDS)


def refused(ran: Ran, *said: str) -> None:
    """The command ended with 2, one line and a hint, and no trace of a bug."""
    assert ran.code == 2, ran
    assert ran.out == ""
    assert ran.err.startswith("acctplan: ")
    assert "bug" not in ran.err
    for words in said:
        assert words in ran.err


# --- the person's work is never swept


@EACH
def test_exactly_our_path_is_committed(acct: Acct, book: Path, path: str, words: tuple[str, ...]) -> None:
    busy(book)
    before, tip = picture(book, but=path), git(book, "rev-parse", "HEAD")
    ran = acct(*words, cwd=book)
    assert ran.code == 0, ran.err
    assert committed(book) == [path]
    assert git(book, "rev-parse", "HEAD^") == tip
    assert picture(book, but=path) == before
    assert git(book, "status", "--porcelain", "--", path) == ""
    assert git(book, "fsck", "--strict", "--no-dangling") == ""


@EACH
def test_without_commit_only_the_file_changes(acct: Acct, book: Path, path: str, words: tuple[str, ...]) -> None:
    busy(book)
    before, tip = picture(book, but=path), git(book, "rev-parse", "HEAD")
    assert acct(*words[:-1], cwd=book).code == 0
    assert git(book, "rev-parse", "HEAD") == tip
    assert picture(book, but=path) == before
    assert git(book, "status", "--porcelain", "--", path) in (f"M {path}", f"?? {path}")


@EACH
def test_a_dry_run_changes_nothing(acct: Acct, book: Path, path: str, words: tuple[str, ...]) -> None:
    busy(book)
    before = whole(book)
    ran = acct(*words, "--dry-run", cwd=book)
    assert ran.code == 0
    assert ran.out.startswith(f"--- a/{path}")
    assert whole(book) == before


def test_two_commits_in_a_row(acct: Acct, book: Path) -> None:
    busy(book)
    before = picture(book, but=PLAN)
    assert acct(*SET, cwd=book).code == 0
    assert acct("confirm", "harbour", "risks", "health", "--commit", cwd=book).code == 0
    assert [committed(book, "HEAD~1"), committed(book)] == [[PLAN], [PLAN]]
    assert picture(book, but=PLAN) == before


def test_nothing_to_change_is_no_commit(acct: Acct, book: Path) -> None:
    assert acct(*SET, cwd=book).code == 0
    before = whole(book)
    ran = acct(*SET, cwd=book)
    assert (ran.code, ran.err) == (0, f"{PLAN}: nothing to change.\n")
    assert whole(book) == before


# --- what is said of it


def test_the_message_is_the_persons_own(acct: Acct, book: Path) -> None:
    text = "# Nine shops: “publiés” à temps\n\nline two #x"
    ran = acct(*SET[:-1], "-m", text, cwd=book)
    assert ran.code == 0
    assert ran.err == "plans/harbour.md: goals.rosters.status = on-track and committed.\n"
    assert git(book, "log", "-1", "--format=%B") == text
    assert git(book, "log", "-1", "--format=%an <%ae>") == "Dana Kim <dana@northpeak.example>"


def test_without_a_message_the_change_is_told(acct: Acct, book: Path) -> None:
    assert acct(*SET, cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%B") == "Harbour Bakery Group: goals.rosters.status = on-track"


def test_an_empty_message_is_refused_by_git(acct: Acct, book: Path) -> None:
    before = whole(book)
    refused(acct(*SET[:-1], "-m", "   ", cwd=book), "git did not commit: Aborting commit due to empty commit message")
    assert whole(book) == before


def test_a_book_may_always_commit(acct: Acct, book: Path) -> None:
    (book / "acctplan.yaml").write_text("commit: always\n")
    commit_all(book, "Always", "2026-11-03T10:00:00+01:00")
    assert acct(*SET[:-1], cwd=book).code == 0
    assert committed(book) == [PLAN]


def test_no_repository(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "plain", commit=False)
    refused(acct(*SET, cwd=book), "no git repository", "git init")
    assert (book / PLAN).read_text() == LITE
    assert acct(*SET[:-1], cwd=book).code == 0


# --- refused: the plan holds changes that are not ours


def unstaged(book: Path) -> None:
    (book / PLAN).write_text(LITE + "\nA line of mine.\n")


def staged(book: Path) -> None:
    unstaged(book)
    git(book, "add", PLAN)


def staged_and_undone(book: Path) -> None:
    staged(book)
    (book / PLAN).write_text(LITE)


def untracked(book: Path) -> None:
    git(book, "rm", "-q", "--cached", PLAN)
    git(book, "commit", "-q", "-m", "Untrack")


def removed_from_the_index(book: Path) -> None:
    git(book, "rm", "-q", "--cached", PLAN)


def hidden_by_assume_unchanged(book: Path) -> None:
    git(book, "update-index", "--assume-unchanged", PLAN)
    unstaged(book)


def hidden_by_skip_worktree(book: Path) -> None:
    git(book, "update-index", "--skip-worktree", PLAN)
    unstaged(book)


def executable(book: Path) -> None:
    (book / PLAN).chmod(0o755)


def executable_and_staged(book: Path) -> None:
    git(book, "update-index", "--chmod=+x", PLAN)


def ignored(book: Path) -> None:
    untracked(book)
    (book / ".gitignore").write_text("plans/\n")


@pytest.mark.parametrize(
    "work",
    [unstaged, staged, staged_and_undone, untracked, removed_from_the_index, hidden_by_assume_unchanged, hidden_by_skip_worktree,
     executable, executable_and_staged, ignored],
)  # fmt: skip
@pytest.mark.parametrize("name", ["set", "record", "confirm"])
def test_changes_of_the_person_in_the_plan(acct: Acct, book: Path, work: Callable[[Path], None], name: str) -> None:
    busy(book)
    work(book)
    before = whole(book)
    refused(acct(*COMMANDS[name][1], cwd=book), PLAN, "holds changes that are not committed", "leave out --commit")
    assert whole(book) == before


def test_a_plan_the_person_deleted_is_not_made_anew_over_it(acct: Acct, book: Path) -> None:
    (book / PLAN).unlink()
    before = whole(book)
    refused(acct("new", "Harbour", "--set", "owner=dana", "--no-input", "--commit", cwd=book), PLAN)
    assert whole(book) == before


def test_a_stale_index_is_no_change(acct: Acct, book: Path) -> None:
    """Touched but equal: only the index's stat data differ."""
    os.utime(book / PLAN, (1, 1))
    assert acct(*SET, cwd=book).code == 0
    assert committed(book) == [PLAN]


@EACH
def test_an_ignored_folder(acct: Acct, book: Path, path: str, words: tuple[str, ...]) -> None:
    """A tracked plan below an ignored folder is git's to track; a new one there git refuses, and it is undone."""
    (book / ".git" / "info").mkdir(exist_ok=True)
    (book / ".git" / "info" / "exclude").write_text("plans/\n")
    before = whole(book)
    ran = acct(*words, cwd=book)
    if path == NEW:
        refused(ran, "git did not commit", "ignored")
        assert whole(book) == before
    else:
        assert ran.code == 0, ran.err
        assert committed(book) == [path]


# --- refused: git is busy


def merging(book: Path) -> None:
    git(book, "checkout", "-q", "-b", "side")
    (book / "team.yaml").write_text("lee: {name: Lee}\n")
    git(book, "commit", "-q", "-am", "Side")
    git(book, "checkout", "-q", "main")
    (book / "team.yaml").write_text((book / "team.yaml").read_text() + "# main\n")
    git(book, "commit", "-q", "-am", "Main")
    subprocess.run(["git", "merge", "-q", "side"], cwd=book, capture_output=True, check=False)
    git(book, "checkout", "--ours", "team.yaml")


def merging_without_conflict(book: Path) -> None:
    git(book, "checkout", "-q", "-b", "side")
    (book / "notes.txt").write_text("x\n")
    git(book, "add", "notes.txt")
    git(book, "commit", "-q", "-m", "Side")
    git(book, "checkout", "-q", "main")
    git(book, "merge", "-q", "--no-ff", "--no-commit", "side")


def rebasing(book: Path) -> None:
    git(book, "commit", "-q", "--allow-empty", "-m", "Second")
    editor = "sed -i 1s/pick/edit/"
    subprocess.run(
        ["git", "rebase", "-q", "-i", "HEAD~1", "--keep-empty"],
        cwd=book,
        capture_output=True,
        check=True,
        env={**os.environ, "GIT_SEQUENCE_EDITOR": editor},
    )


def applying(book: Path) -> None:
    (book / "bad.patch").write_text(
        "From 0000000000000000000000000000000000000001 Mon Sep 17 00:00:00 2001\nFrom: A <a@b.c>\nDate: Mon, 2 Nov 2026 10:00:00 +0000\n"
        "Subject: [PATCH] x\n\n---\ndiff --git a/team.yaml b/team.yaml\n--- a/team.yaml\n+++ b/team.yaml\n"
        "@@ -1 +1 @@\n-nothing like it\n+y\n"
    )
    subprocess.run(["git", "am", "-q", "bad.patch"], cwd=book, capture_output=True, check=False)


def picking(book: Path) -> None:
    merging(book)
    git(book, "merge", "--abort")
    subprocess.run(["git", "cherry-pick", "side"], cwd=book, capture_output=True, check=False)
    git(book, "checkout", "--ours", "team.yaml")


def reverting(book: Path) -> None:
    git(book, "commit", "-q", "--allow-empty", "-m", "Second")
    (book / "team.yaml").write_text((book / "team.yaml").read_text() + "# main\n")
    git(book, "commit", "-q", "-am", "Third")
    git(book, "revert", "--no-commit", "HEAD")


def bisecting(book: Path) -> None:
    git(book, "bisect", "start")


@pytest.mark.parametrize(
    ("work", "word"),
    [
        (merging, "merge"),
        (merging_without_conflict, "merge"),
        (rebasing, "rebase"),
        (applying, "rebase"),
        (picking, "cherry-pick"),
        (reverting, "revert"),
        (bisecting, "bisect"),
    ],
)
@pytest.mark.parametrize("name", ["set", "new"])
def test_an_operation_under_way(acct: Acct, book: Path, work: Callable[[Path], None], word: str, name: str) -> None:
    work(book)
    if word == "revert":
        assert (book / ".git" / "REVERT_HEAD").exists()
    before = whole(book)
    refused(acct(*COMMANDS[name][1], cwd=book), f"a {word} is in progress", "irst")
    assert whole(book) == before


def test_unmerged_files_without_a_merge(acct: Acct, book: Path) -> None:
    """As `git stash pop` leaves them."""
    (book / "team.yaml").write_text("a: {name: A}\n")
    git(book, "stash", "-q")
    (book / "team.yaml").write_text("b: {name: B}\n")
    git(book, "commit", "-q", "-am", "B")
    subprocess.run(["git", "stash", "pop", "-q"], cwd=book, capture_output=True, check=False)
    (book / "team.yaml").write_text("dana: {name: Dana}\n")
    for name in ("set", "new"):
        path, words = COMMANDS[name]
        before = picture(book, but=path)
        assert acct(*words, cwd=book).code == 0
        assert committed(book) == [path]
        assert picture(book, but=path) == before
    assert git(book, "ls-files", "-u").count("\n") == 2


@pytest.mark.parametrize("name", ["set", "new"])
def test_a_locked_index(acct: Acct, book: Path, name: str) -> None:
    held = book / ".git" / "index.lock"
    held.touch()
    os.utime(held, (1_795_100_000,) * 2)
    before = whole(book)
    ran = acct(*COMMANDS[name][1], cwd=book)
    refused(ran, "index.lock", "is locked since 2026-11-19 ")
    assert held.exists()
    assert whole(book) == before


def test_one_writer_at_a_time(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acctplan.store.turn._SECONDS", 0.2)
    before = (book / PLAN).read_bytes()
    with (book / ".git" / "acctplan.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        refused(acct(*SET, cwd=book), "another acctplan command is writing")
    assert (book / PLAN).read_bytes() == before
    assert acct(*SET, cwd=book).code == 0


def test_who_holds_the_lock_may_hold_it_twice(book: Path) -> None:
    repository = discover(book)
    assert repository is not None
    with turn(repository), turn(repository):
        pass


def test_a_repository_that_cannot_be_written(acct: Acct) -> None:
    with ordinary_folder() as folder:
        book = make_book(folder / "book")
        before = (book / PLAN).read_bytes()
        (book / ".git").chmod(0o555)
        refused(acct(*SET, cwd=book), "ermission denied")
        assert (book / PLAN).read_bytes() == before
        (book / ".git").chmod(0o755)


# --- git says no: everything is put back


@EACH
def test_a_hook_that_fails(acct: Acct, book: Path, path: str, words: tuple[str, ...]) -> None:
    busy(book)
    hook(book, "pre-commit", "echo checking; printf 'no \\033[31mred words\\007 here\\n' >&2; exit 1")
    before = whole(book)
    ran = acct(*words, cwd=book)
    refused(ran, "git did not commit: checking", "no \\u{1b}[31mred words\\u{7} here", "as they were before")
    assert "\x1b" not in ran.err
    assert whole(book) == before


@pytest.mark.parametrize("name", ["commit-msg", "prepare-commit-msg"])
def test_other_hooks_that_fail(acct: Acct, book: Path, name: str) -> None:
    hook(book, name, "echo 'write a ticket number' >&2; exit 1")
    before = whole(book)
    refused(acct(*SET, cwd=book), "write a ticket number")
    assert whole(book) == before


def test_a_hook_that_says_nothing(acct: Acct, book: Path) -> None:
    hook(book, "pre-commit", "exit 1")
    refused(acct(*SET, cwd=book), "git did not commit: git commit failed")


def test_a_hook_that_rewrites_the_plan_and_fails(acct: Acct, book: Path) -> None:
    hook(book, "pre-commit", f"echo rewritten >> {PLAN}; git add {PLAN}; exit 1")
    before = whole(book)
    refused(acct(*SET, cwd=book))
    assert whole(book) == before


def test_a_hook_that_talks_without_end(acct: Acct, book: Path) -> None:
    hook(book, "pre-commit", "for i in $(seq 300); do printf '%0500d\\n' $i; done; exit 1")
    ran = acct(*SET, cwd=book)
    refused(ran)
    assert len(ran.err) < 4000


def test_a_hook_that_rewrites_and_adds(acct: Acct, book: Path) -> None:
    """The hook's bytes are committed; index and file agree with them, so nothing looks changed."""
    hook(book, "pre-commit", f"printf 'A line of the hook.\\n' >> {PLAN}; git add {PLAN}")
    before = picture(book, but=PLAN)
    ran = acct(*SET, cwd=book)
    assert ran.code == 0
    assert git(book, "show", f"HEAD:{PLAN}").endswith("A line of the hook.")
    assert git(book, "status", "--porcelain") == ""
    assert "A hook changed harbour.md" in ran.err
    assert picture(book, but=PLAN) == before


def test_a_hook_that_rewrites_without_adding(acct: Acct, book: Path) -> None:
    hook(book, "pre-commit", f"printf 'A line of the hook.\\n' >> {PLAN}")
    ran = acct(*SET, cwd=book)
    assert ran.code == 0
    assert "status: on-track" in git(book, "show", f"HEAD:{PLAN}")
    assert (book / PLAN).read_text().endswith("A line of the hook.\n")
    assert "A hook changed harbour.md" in ran.err


def test_a_hook_that_sweeps_is_told_of(acct: Acct, book: Path) -> None:
    (book / "mine.txt").write_text("mine\n")
    hook(book, "pre-commit", "git add -A")
    ran = acct(*SET, cwd=book)
    assert ran.code == 0
    assert "A hook also committed mine.txt" in ran.err


def test_a_hook_that_rewrites_the_message(acct: Acct, book: Path) -> None:
    hook(book, "commit-msg", 'printf \'PLAN-7 \' | cat - "$1" > "$1.new"; mv "$1.new" "$1"')
    assert acct(*SET, cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%s").startswith("PLAN-7 Harbour Bakery Group")


def test_a_hook_that_hangs_is_bounded(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_process, "_SECONDS", 1)
    hook(book, "pre-commit", "exec sleep 30")
    before, start = whole(book), time.monotonic()
    refused(acct(*SET, cwd=book), "took over 1 second")
    assert time.monotonic() - start < 8
    assert whole(book) == before
    hook(book, "pre-commit", "exit 0")
    assert acct(*SET, cwd=book).code == 0


def test_a_hook_after_the_commit_that_hangs_does_not_undo_it(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit stands: to put the old file back would leave it changed against HEAD."""
    monkeypatch.setattr(git_process, "_SECONDS", 1)
    hook(book, "post-commit", "exec sleep 30")
    ran = acct(*SET, cwd=book)
    assert ran.code == 0
    assert "git commit took over 1 second, but the commit was made" in ran.err
    assert committed(book) == [PLAN]
    assert git(book, "status", "--porcelain") == ""


def test_a_hook_that_leaves_something_running_is_not_waited_for(acct: Acct, book: Path) -> None:
    hook(book, "post-commit", "sleep 20 &")
    start = time.monotonic()
    assert acct(*SET, cwd=book).code == 0
    assert time.monotonic() - start < 10


def test_an_interrupt_while_git_commits(book: Path) -> None:
    """Ctrl-C at a terminal reaches git and us alike."""
    import signal
    import sys

    hook(book, "pre-commit", "touch ../started; exec sleep 30")
    before = whole(book)
    running = subprocess.Popen([sys.executable, "-m", "acctplan", *SET], cwd=book, stderr=subprocess.PIPE, start_new_session=True)
    while not (book.parent / "started").exists():
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    said = running.communicate(timeout=20)[1].decode()
    assert (running.returncode, said) == (130, "Interrupted.\n")
    assert whole(book) == before


# --- identity and signatures are git's


def test_no_identity(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name)
    git(book, "config", "user.useConfigOnly", "true")
    before = whole(book)
    refused(acct(*SET, cwd=book), "Author identity unknown", "git config")
    assert whole(book) == before


def test_the_identity_of_the_repository(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name)
    git(book, "config", "user.name", "Lee Wong")
    git(book, "config", "user.email", "lee@northpeak.example")
    assert acct(*SET, cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%an %ae %cn") == "Lee Wong lee@northpeak.example Lee Wong"


def program(folder: Path, script: str) -> Path:
    path = folder / "signer"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def signed_by(book: Path, script: str) -> None:
    git(book, "config", "commit.gpgsign", "true")
    git(book, "config", "gpg.program", str(program(book.parent, script)))


@EACH
def test_a_signature_that_fails(acct: Acct, book: Path, path: str, words: tuple[str, ...]) -> None:
    signed_by(book, "echo 'no pinentry' >&2; exit 2")
    before = whole(book)
    refused(acct(*words, cwd=book), "git did not commit", "gpg failed to sign the data")
    assert whole(book) == before


def test_a_signature_that_hangs_is_bounded(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_process, "_SECONDS", 1)
    signed_by(book, "exec sleep 30")
    before, start = whole(book), time.monotonic()
    refused(acct(*SET, cwd=book), "took over 1 second")
    assert time.monotonic() - start < 8
    assert whole(book) == before


def test_a_signature_that_is_made(acct: Acct, book: Path) -> None:
    signed_by(
        book, "cat >/dev/null; echo '[GNUPG:] SIG_CREATED ' >&2; echo '-----BEGIN PGP SIGNATURE-----'; echo '-----END PGP SIGNATURE-----'"
    )
    assert acct(*SET, cwd=book).code == 0
    assert "gpgsig -----BEGIN PGP SIGNATURE-----" in git(book, "cat-file", "commit", "HEAD")


# --- repositories of every kind


def test_the_first_commit_of_an_empty_repository(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", commit=False)
    git(book, "init", "-q", "-b", "main")
    before = picture(book, but=NEW)
    assert acct(*COMMANDS["new"][1], cwd=book).code == 0
    assert committed(book) == [NEW]
    assert picture(book, but=NEW) == before
    refused(acct(*SET, cwd=book), "holds changes that are not committed")


def test_the_first_commit_refuses_what_was_staged(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", commit=False)
    git(book, "init", "-q", "-b", "main")
    git(book, "add", "-A")
    before = whole(book)
    refused(acct(*SET, cwd=book), "holds changes that are not committed")
    assert whole(book) == before
    hook(book, "pre-commit", "exit 1")
    refused(acct(*COMMANDS["new"][1], cwd=book))
    assert whole(book) == before


@EACH
def test_a_book_in_a_folder_of_a_monorepo(acct: Acct, tmp_path: Path, path: str, words: tuple[str, ...]) -> None:
    top = tmp_path / "mono"
    book = make_book(top / "sales" / "my book", commit=False)
    (top / "plans").mkdir()
    (top / "plans" / "harbour.md").write_text("not this one\n")
    git(top, "init", "-q", "-b", "main")
    commit_all(top, "Start", "2026-11-02T10:00:00+01:00")
    (top / "plans" / "harbour.md").write_text("changed\n")
    ours = f"sales/my book/{path}"
    before = picture(top, but=ours)
    assert acct(*words, cwd=book / "plans").code == 0
    assert committed(top) == [ours]
    assert picture(top, but=ours) == before


@EACH
def test_a_linked_worktree(acct: Acct, book: Path, path: str, words: tuple[str, ...]) -> None:
    busy(book)
    linked = book.parent / "linked"
    git(book, "worktree", "add", "-q", "-b", "desk", str(linked))
    (linked / "staged.txt").write_text("staged in the linked one\n")
    git(linked, "add", "staged.txt")
    first, before = whole(book), picture(linked, but=path)
    tip = git(book, "rev-parse", "main")
    assert acct(*words, cwd=linked).code == 0
    assert committed(linked) == [path]
    assert git(book, "rev-parse", "main") == tip
    assert picture(linked, but=path) == before
    assert {**whole(book), "refs": 0} == {**first, "refs": 0}


def test_a_lock_or_merge_of_another_worktree_is_its_own(acct: Acct, book: Path) -> None:
    linked = book.parent / "linked"
    git(book, "worktree", "add", "-q", "-b", "desk", str(linked))
    (book / ".git" / "index.lock").touch()
    (book / ".git" / "MERGE_HEAD").touch()
    assert acct(*SET, cwd=linked).code == 0
    (Path(git(linked, "rev-parse", "--absolute-git-dir")) / "index.lock").touch()
    refused(acct("confirm", "harbour", "risks", "--commit", cwd=linked), "index.lock")


def test_a_submodule(acct: Acct, book: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q", "-b", "main")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(book), "book")
    git(outer, "commit", "-q", "-m", "Add the book")
    inner, tip = outer / "book", git(outer, "rev-parse", "HEAD")
    assert acct(*SET, cwd=inner).code == 0
    assert committed(inner) == [PLAN]
    assert git(outer, "rev-parse", "HEAD") == tip


def test_a_detached_head_is_warned_of(acct: Acct, book: Path) -> None:
    git(book, "checkout", "-q", "--detach")
    tip = git(book, "rev-parse", "main")
    ran = acct(*SET, cwd=book)
    assert ran.code == 0
    assert committed(book) == [PLAN]
    assert git(book, "rev-parse", "main") == tip
    assert "on no branch" in ran.err
    assert git(book, "rev-parse", "HEAD")[:8] in ran.err
    assert "git switch -c" in ran.err


def test_on_a_branch_nothing_is_warned_of(acct: Acct, book: Path) -> None:
    assert acct(*SET, cwd=book).err == "plans/harbour.md: goals.rosters.status = on-track and committed.\n"


EOLS = {
    "autocrlf": ("core.autocrlf", "true", ""),
    "autocrlf input": ("core.autocrlf", "input", ""),
    "eol crlf": ("core.eol", "crlf", "*.md text\n"),
    "attribute crlf": ("core.eol", "lf", "*.md text eol=crlf\n"),
    "attribute lf": ("core.autocrlf", "true", "*.md text eol=lf\n"),
    "not text": ("core.autocrlf", "true", "*.md -text\n"),
    "ident": ("core.eol", "lf", "*.md ident\n"),
    "clean filter": ("filter.up.clean", "tr a-z A-Z", "*.md filter=up\n"),
    "working tree encoding": ("core.eol", "lf", "*.md text working-tree-encoding=UTF-8\n"),
}


@pytest.mark.parametrize(("key", "value", "attributes"), EOLS.values(), ids=EOLS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_blob_is_the_one_git_add_makes(acct: Acct, tmp_path: Path, key: str, value: str, attributes: str, ending: str) -> None:
    book = make_book(tmp_path / "book", commit=False)
    (book / PLAN).write_bytes(LITE.replace("\n", ending).encode())
    git(book, "init", "-q", "-b", "main")
    git(book, "config", key, value)
    git(book, "config", "core.safecrlf", "false")
    if attributes:
        (book / ".gitattributes").write_text(attributes)
    commit_all(book, "Start", "2026-11-02T10:00:00+01:00")
    assert git(book, "status", "--porcelain") == ""
    before = (book / PLAN).read_bytes()
    assert acct(*SET, cwd=book).code == 0
    after = (book / PLAN).read_bytes()
    assert (
        after == before.replace(b"    due: 2027-03-31", b"    due: 2027-03-31" + ending.encode() + b"    status: on-track")
        or after.count(b"on-track") == 1
    )
    assert (after.count(b"\r\n") > 0) == (ending == "\r\n")
    assert git(book, "rev-parse", f"HEAD:{PLAN}") == git(book, "hash-object", f"--path={PLAN}", PLAN)
    assert git(book, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "settings",
    [
        {"index.version": "4"},
        {"core.splitIndex": "true"},
        {"core.untrackedCache": "true"},
        {"core.fsmonitor": "false"},
        {"index.sparse": "true"},
    ],
)
@EACH
def test_every_kind_of_index(acct: Acct, book: Path, settings: dict[str, str], path: str, words: tuple[str, ...]) -> None:
    for key, value in settings.items():
        git(book, "config", key, value)
    if "index.version" in settings:
        git(book, "update-index", "--index-version", "4")
    busy(book)
    before = picture(book, but=path)
    ran = acct(*words, cwd=book)
    assert ran.code == 0, ran.err
    assert committed(book) == [path]
    assert picture(book, but=path) == before
    if "index.version" in settings:
        assert (book / ".git" / "index").read_bytes()[4:8] == b"\0\0\0\4"


@EACH
def test_a_sha256_repository(acct: Acct, tmp_path: Path, path: str, words: tuple[str, ...]) -> None:
    book = make_book(tmp_path / "book", commit=False)
    git(book, "init", "-q", "-b", "main", "--object-format=sha256")
    commit_all(book, "Start", "2026-11-02T10:00:00+01:00")
    busy(book)
    before = picture(book, but=path)
    assert acct(*words, cwd=book).code == 0
    assert len(git(book, "rev-parse", "HEAD")) == 64
    assert committed(book) == [path]
    assert picture(book, but=path) == before
    assert acct("history", "harbour", cwd=book).code == 0
    assert acct("lint", "--fail-on", "never", "--as-of", git(book, "rev-parse", "--short", "HEAD"), cwd=book).code == 0


@pytest.mark.parametrize("name", ["a plan", "häfen-öl", "日本", "-dash", "*", "[x]", ":(top)x", "tab\there", "quote\"'", "back\\slash"])
def test_names_of_every_kind(acct: Acct, book: Path, name: str) -> None:
    """`*` and `[x]` would sweep other plans if they ever reached git as patterns."""
    path = f"plans/{name}.md"
    (book / path).write_text(LITE)
    (book / "plans" / "x.md").write_text(LITE)
    commit_all(book, "Another", "2026-11-03T10:00:00+01:00")
    (book / "plans" / "x.md").write_text(LITE + "\nMine.\n")
    unstaged(book)
    before = picture(book, but=path)
    ran = acct("set", "--commit", "--", name, "rosters.status=on-track", cwd=book)
    assert ran.code == 0, ran.err
    assert committed(book) == [path]
    assert picture(book, but=path) == before


def test_a_folder_with_odd_names(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "Bücher [alt] & -x" / "*")
    assert acct(*SET, cwd=book).code == 0
    assert committed(book) == [PLAN]


def test_a_shallow_clone_can_be_written(acct: Acct, book: Path, tmp_path: Path) -> None:
    git(book, "commit", "-q", "--allow-empty", "-m", "Second")
    git(tmp_path, "clone", "-q", "--depth=1", book.as_uri(), "clone")
    clone = tmp_path / "clone"
    assert acct(*SET, cwd=clone).code == 0
    assert committed(clone) == [PLAN]


def test_environment_that_redirects_git_is_not_followed(acct: Acct, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_book(tmp_path / "other")
    before = whole(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    ran = acct(*SET, cwd=book)
    monkeypatch.undo()
    assert ran.code == 0
    assert committed(book) == [PLAN]
    assert whole(other) == before
    assert not (tmp_path / "index").exists()


# --- other writers


def test_a_change_between_read_and_write_is_kept(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked is done to the file as it is by then; a commit would take the person's line with it, and is refused."""
    from acctplan.cli import change

    spliced = change.splice

    def slow(*arguments: object, **keywords: object) -> str:
        text = spliced(*arguments, **keywords)  # type: ignore[arg-type]
        unstaged(book)
        return text

    monkeypatch.setattr(change, "splice", slow)
    refused(acct(*SET, cwd=book), "holds changes that are not committed")
    assert (book / PLAN).read_text() == LITE + "\nA line of mine.\n"
    (book / PLAN).write_text(LITE)
    ran = acct(*SET[:-1], cwd=book)
    assert ran.code == 0, ran.err
    assert sorted((book / PLAN).read_text().splitlines()) == sorted([*LITE.splitlines(), "    status: on-track", "", "A line of mine."])


def test_a_file_that_never_rests_is_given_up(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from acctplan.cli import anew, change

    spliced, turns = change.splice, iter(range(1000))

    def slow(*arguments: object, **keywords: object) -> str:
        text = spliced(*arguments, **keywords)  # type: ignore[arg-type]
        (book / PLAN).write_text(f"{LITE}{next(turns)}\n")
        return text

    monkeypatch.setattr(change, "splice", slow)
    monkeypatch.setattr(anew, "_PAUSE", 0)
    refused(acct(*SET[:-1], cwd=book), "harbour.md changed while this command ran")
    assert (book / PLAN).read_text() == f"{LITE}{next(turns) - 1}\n"


def test_what_an_editor_saved_is_not_asked_for_twice(acct: Acct, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan changes while the editor is open: the draft is kept, and the editor is not opened again."""
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\necho run >> {tmp_path}/ran\nsed -i 's/Renew in June/Renew in May/' \"$1\"\necho more >> {book / PLAN}\n")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    refused(acct("edit", "harbour", cwd=book), "changed while this command ran")
    assert (tmp_path / "ran").read_text() == "run\n"
    assert (book / PLAN).read_text() == LITE + "more\n"


def test_sixteen_writers_lose_nothing(book: Path) -> None:
    """Every command that ended with 0 is one commit; the others said so with 2."""
    import sys

    words = [sys.executable, "-m", "acctplan", "set", "harbour", "--commit"]
    running = [subprocess.Popen([*words, f"intent.now=number {number}"], cwd=book, stderr=subprocess.DEVNULL) for number in range(16)]
    codes = [process.wait(timeout=60) for process in running]
    assert set(codes) <= {0, 2}
    assert codes.count(0) >= 1
    assert int(git(book, "rev-list", "--count", "HEAD")) == 1 + codes.count(0)
    assert git(book, "status", "--porcelain") == ""
    assert git(book, "fsck", "--strict", "--no-dangling") == ""


def test_git_that_is_not_there(acct: Acct, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    ran = acct(*SET, cwd=book)
    refused(ran, "no git")
    assert (book / PLAN).read_text() == LITE


def test_a_commit_of_nothing_is_git_failing(book: Path) -> None:
    from acctplan.store.commit import write

    repository, before = discover(book), whole(book)
    assert repository is not None
    with pytest.raises(GitFailed):
        write(repository, {book / PLAN: (LITE.encode(), LITE.encode())}, "Nothing")
    assert (book / PLAN).read_text() == LITE
    assert whole(book) == before


def test_the_lock_is_released_after_a_failure(book: Path) -> None:
    repository = discover(book)
    assert repository is not None
    with pytest.raises(WriteConflict), turn(repository):
        raise WriteConflict("no", "")
    with (book / ".git" / "acctplan.lock").open() as free:
        fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)
