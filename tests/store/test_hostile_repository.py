"""Repositories that are hostile, broken, foreign, cut down or not there: nothing of theirs is run, and what is missing is said."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from acctplan.store.surroundings import clean_environment
from tests.conftest import LITE, TEAM, Ran, commit_all, git, make_book

from .untouched import whole

Acct = Callable[..., Ran]
PLAN = "plans/harbour.md"
READS: dict[str, tuple[str, ...]] = {
    "show": ("show", "harbour"),
    "show then": ("show", "harbour", "--as-of", "2026-11-02"),
    "lint": ("lint", "--fail-on", "never"),
    "lint staged": ("lint", "--fail-on", "never", "--as-of", "INDEX"),
    "status": ("status",),
    "diff": ("diff",),
    "diff of two": ("diff", "HEAD~1..HEAD"),
    "diff of branches": ("diff", "HEAD~1...HEAD"),
    "history": ("history", "harbour"),
    "history of a field": ("history", "harbour", "rosters.status", "--by", "quarter"),
    "list": ("list", "actions"),
    "list mine": ("list", "plans", "--where", "owner = me"),
    "render": ("render", "harbour", "--format", "html"),
    "snapshots": ("snapshot", "list"),
    "snapshot": ("snapshot", "show", "CY2026-Q1"),
    "agenda": ("review", "--agenda"),
    "doctor": ("doctor",),
}
EACH = pytest.mark.parametrize("words", READS.values(), ids=READS)
SIGNATURE = "echo '-----BEGIN PGP SIGNATURE-----'; echo; echo x; echo '-----END PGP SIGNATURE-----'"
PLUMBING = {"rev-parse", "log", "cat-file", "ls-tree", "ls-files", "for-each-ref", "diff-tree", "merge-base", "config"}


@pytest.fixture
def storied(book: Path) -> Path:
    """Two commits of the plan, one signed, a signed tag, and changes on disk and in the index."""
    plan = book / PLAN
    plan.write_text(LITE.replace("severity: medium", "severity: high"))
    (book / ".gitattributes").write_text("*.md diff=evil filter=evil merge=evil\n* diff=evil\n")
    when = "2026-11-05T10:00:00+01:00"
    git(
        book,
        "config",
        "gpg.program",
        str(_program(book.parent / "signs", "cat >/dev/null; echo '[GNUPG:] SIG_CREATED ' >&2; " + SIGNATURE)),
    )
    git(book, "add", "-A")
    git(book, "commit", "-q", "-S", "-m", "Signed", GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)
    git(book, "tag", "-s", "-m", "Signed", "plan/CY2026-Q1")
    git(book, "config", "--unset", "gpg.program")
    plan.write_text(plan.read_text().replace("  finance: green", "  finance: amber"))
    git(book, "add", PLAN)
    plan.write_text(plan.read_text().replace("now 9", "now 11"))
    return book


def _program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def arm(book: Path, marks: Path) -> None:
    """Have every setting of git that names a program name one that leaves a mark."""
    marks.mkdir()
    programs = marks.parent / "programs"
    (programs / "hooks").mkdir(parents=True)

    def mark(name: str) -> str:
        return str(_program(programs / name.replace("*", "any"), f"echo run >> '{marks}/{name.replace('*', 'any')}'; exit 0"))

    hooks = (
        "post-index-change", "reference-transaction", "pre-commit", "post-checkout", "pre-auto-gc", "post-rewrite", "fsmonitor-watchman",
        "pre-push", "post-merge",
    )  # fmt: skip
    for folder in (programs / "hooks", book / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for name in hooks:
            shutil.copy(mark(f"hook-{name}"), folder / name)
    named = {
        key: mark(key)
        for key in (
            "core.fsmonitor", "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge",
            "filter.evil.process", "core.sshCommand", "core.gitProxy", "gpg.program", "gpg.ssh.program", "gpg.x509.program",
            "gpg.ssh.defaultKeyCommand", "core.pager", "pager.log", "pager.show", "pager.diff", "core.editor", "sequence.editor",
            "core.askPass", "interactive.diffFilter", "merge.evil.driver", "core.alternateRefsCommand", "uploadpack.packObjectsHook",
            "credential.helper", "browser.any.cmd", "trailer.any.command", "trailer.any.cmd", "trailer.acctplan-mechanical.command",
            "trailer.co-authored-by.cmd", "sendemail.smtpserver", "difftool.any.cmd", "remote.origin.receivepack",
        )
    }  # fmt: skip
    aliases = {f"alias.{name}": f"!{mark('alias-' + name)}" for name in sorted(PLUMBING)}
    others = {
        "core.hooksPath": str(programs / "hooks"),
        "log.showSignature": "true",
        "gpg.format": "openpgp",
        "diff.trustExitCode": "true",
        "filter.evil.required": "true",
        "diff.evil.cachetextconv": "true",
        "remote.origin.url": f"ext::{mark('remote-ext')}",
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
        "submodule.recurse": "true",
        "fetch.recurseSubmodules": "true",
        "status.submoduleSummary": "true",
        "diff.submodule": "diff",
    }
    for key, value in {**named, **aliases, **others}.items():
        git(book, "config", key, value)


SKEWED = {
    "i18n.logOutputEncoding": "ISO-8859-1", "color.ui": "always", "log.decorate": "full", "format.pretty": "oneline",
    "log.date": "relative",
    "diff.relative": "true", "diff.noprefix": "true", "diff.renames": "false", "diff.renameLimit": "1", "core.quotePath": "true",
    "core.abbrev": "4", "log.follow": "true", "log.mailmap": "false", "log.diffMerges": "off", "core.ignoreCase": "true",
    "log.showRoot": "false", "diff.ignoreSubmodules": "all", "diff.algorithm": "patience", "core.attributesFile": "/dev/null",
    "log.initialDecorationSet": "all", "notes.displayRef": "refs/notes/*", "diff.orderFile": "plans/harbour.md", "tag.sort": "-refname",
    "versionsort.suffix": "-x", "core.warnAmbiguousRefs": "false", "grep.lineNumber": "true", "diff.mnemonicPrefix": "true",
    "diff.statGraphWidth": "1", "log.graphColors": "red", "column.ui": "always", "core.untrackedCache": "true",
    "core.preloadIndex": "false",
    "gc.auto": "1", "pack.threads": "1", "core.symlinks": "false", "core.precomposeUnicode": "true", "core.trustctime": "false",
}  # fmt: skip


@EACH
def test_reading_runs_nothing_of_a_hostile_repository(acct: Acct, storied: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    before = acct(*words, cwd=storied)
    assert before.code in (0, 1), before.err
    arm(storied, tmp_path / "marks")
    after = acct(*words, cwd=storied)
    assert after == before or (words == ("doctor",) and after.code == before.code)
    assert sorted(path.name for path in (tmp_path / "marks").iterdir()) == []


@EACH
def test_settings_of_the_repository_bend_no_answer(acct: Acct, storied: Path, words: tuple[str, ...]) -> None:
    git(storied, "notes", "add", "-m", "A note", "HEAD")
    before = acct(*words, cwd=storied)
    for key, value in SKEWED.items():
        git(storied, "config", key, value)
    assert acct(*words, cwd=storied) == before


def test_the_arms_are_loaded(storied: Path, tmp_path: Path) -> None:
    """Porcelain runs them: the marks mean something."""
    arm(storied, tmp_path / "marks")
    unfiltered = ("-c", "filter.evil.process=", "-c", "filter.evil.required=false")
    for words in (("status",), ("log", "-1", "-p", "--ext-diff"), (*unfiltered, "diff"), ("add", "-A")):
        subprocess.run(["git", *words], cwd=storied, capture_output=True, check=False, timeout=20)
    marks = {path.name for path in (tmp_path / "marks").iterdir()}
    assert {"core.fsmonitor", "gpg.program", "diff.evil.command", "filter.evil.process"} <= marks


@EACH
def test_reading_writes_nothing_into_the_repository(acct: Acct, storied: Path, words: tuple[str, ...]) -> None:
    def everything() -> dict[str, object]:
        return {str(path): path.read_bytes() if path.is_file() else "" for path in sorted(storied.rglob("*"))}

    os.utime(storied / PLAN, (1, 1))
    before = everything()
    acct(*words, cwd=storied)
    assert everything() == before


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@EACH
def test_the_only_programs_started_are_git_plumbing(storied: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    arm(storied, tmp_path / "marks")
    trace = tmp_path / "trace"
    ran = subprocess.run(
        ["strace", "-f", "-qq", "-s", "100000", "-e", "trace=execve,connect", "-o", str(trace), sys.executable, "-m", "acctplan", *words],
        cwd=storied, capture_output=True, check=False,
    )  # fmt: skip
    if b"ptrace" in ran.stderr:
        pytest.skip("tracing is not allowed here")
    assert ran.returncode in (0, 1), ran.stderr
    started = [line for line in trace.read_text().splitlines() if "execve(" in line and line.endswith("= 0")]
    programs = [ast.literal_eval(re.search(r"execve\((\"[^\"]*\")", line)[1]) for line in started]  # type: ignore[index]
    assert Path(programs[0]).name.startswith("python")
    assert {Path(program).name for program in programs[1:]} <= {"git"}
    for line in started[1:]:
        arguments = ast.literal_eval(re.search(r", (\[.*\]), 0x", line)[1])  # type: ignore[index]
        assert _command(arguments[1:]) in PLUMBING, arguments
    assert not re.search(r"connect\(.*AF_INET", trace.read_text())
    assert sorted(path.name for path in (tmp_path / "marks").iterdir()) == []


def _command(arguments: list[str]) -> str:
    """The command among git's arguments, after the options that stand before it."""
    rest = iter(arguments)
    for word in rest:
        if word == "-c":
            next(rest)
        elif not word.startswith("-"):
            return word
    return ""


def test_the_environment_of_git_redirects_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = [f"GIT_{name}" for name in (
        "DIR", "EXTERNAL_DIFF", "SSH_COMMAND", "PAGER", "CONFIG_COUNT", "CONFIG_PARAMETERS", "ALTERNATE_OBJECT_DIRECTORIES", "TRACE",
        "TRACE2", "EXEC_PATH", "TEMPLATE_DIR", "NAMESPACE", "REPLACE_REF_BASE", "PROXY_COMMAND", "ASKPASS", "OBJECT_DIRECTORY", "COMMON_DIR",
        "ICASE_PATHSPECS", "REDIRECT_STDERR", "INDEX_FILE", "WORK_TREE", "EDITOR", "SSH",
    )]  # fmt: skip
    for name in hostile:
        monkeypatch.setenv(name, "/tmp/evil")
    environment = clean_environment()
    assert not set(hostile) & environment.keys()
    assert environment["GIT_TERMINAL_PROMPT"] == environment["GIT_OPTIONAL_LOCKS"] == "0"
    assert environment["GIT_ALLOW_PROTOCOL"] == "none"


# --- files in the book that are no files


def test_a_fifo_does_not_hang_anything(acct: Acct, book: Path) -> None:
    for name in (".git-blame-ignore-revs", "facts/harbour.yaml", "templates/plans/x.md", "templates/views/x.html.j2"):
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(book / name)
    (book / "facts" / "harbour.yaml").unlink()
    for words in (("show", "harbour"), ("lint", "harbour", "--fail-on", "never"), ("history", "harbour")):
        assert acct(*words, cwd=book).code == 0
    ran = acct("lint", "--fail-on", "never", cwd=book)
    assert (ran.code, "Not checked: templates/plans/x.md is no regular file." in ran.out) == (2, True)
    os.mkfifo(book / "facts" / "harbour.yaml")
    for words in (("show", "harbour"), ("status",), ("list",), ("lint", "--format", "concise")):
        ran = acct(*words, cwd=book)
        assert ran.code == 2
        assert "facts/harbour.yaml is no regular file" in ran.err
    for name in ("team.yaml", "acctplan.yaml"):
        (book / name).rename(book / "kept")
        os.mkfifo(book / name)
        assert acct("show", "harbour", cwd=book).code == 2
        (book / name).unlink()
        (book / "kept").rename(book / name)


NEW = ("new", "Wren", "--set", "owner=dana", "--no-input")


@pytest.mark.parametrize(
    ("folder", "commands"),
    [
        ("plans", (("status",), ("list",), ("lint", "--fail-on", "never"), ("show", "secret"), ("show", "harbour"), NEW)),
        ("facts", (("status",), ("list",), ("lint", "--fail-on", "never"), ("show", "secret"), ("show", "harbour"))),
        ("templates", (("lint", "--fail-on", "never"), (*NEW, "--template", "secret"), ("render", "harbour", "--view", "secret"))),
    ],
)
def test_a_folder_that_is_a_link_leads_nowhere(
    acct: Acct, book: Path, tmp_path: Path, folder: str, commands: tuple[tuple[str, ...], ...]
) -> None:
    outside = tmp_path / "outside"
    for place in (outside, outside / "plans", outside / "views"):
        place.mkdir()
        (place / "secret.md").write_text(LITE.replace("Harbour Bakery Group", "A secret"))
        (place / "harbour.yaml").write_text("account: A secret\n")
        (place / "secret.html.j2").write_text("A secret")
    shutil.rmtree(book / folder, ignore_errors=True)
    (book / folder).symlink_to(outside)
    before = sorted(outside.rglob("*"))
    for words in commands:
        ran = acct(*words, cwd=book)
        assert "A secret" not in ran.out
        assert ran.code == 2, (words, ran)
        assert f"{folder}: is a link" in ran.err
    assert sorted(outside.rglob("*")) == before


def test_new_is_never_written_through_a_linked_folder(acct: Acct, book: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.rmtree(book / "plans")
    (book / "plans").symlink_to(outside)
    ran = acct("new", "Wren Ferries", "--set", "owner=dana", "--no-input", cwd=book)
    assert ran.code == 2
    assert list(outside.iterdir()) == []


def test_set_is_never_written_through_a_link(acct: Acct, book: Path, tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text(LITE)
    (book / PLAN).unlink()
    (book / PLAN).symlink_to(tmp_path / "other.md")
    ran = acct("set", "harbour", "rosters.status=on-track", cwd=book)
    assert ran.code == 2
    assert "harbour.md: is a link" in ran.err
    assert (tmp_path / "other.md").read_text() == LITE


def test_a_link_in_the_history_is_no_plan(acct: Acct, book: Path) -> None:
    (book / "plans" / "linked.md").symlink_to("/etc/passwd")
    commit_all(book, "A link", "2026-11-03T10:00:00+01:00")
    ran = acct("status", "--as-of", "HEAD", cwd=book)
    assert ran.code == 0
    assert "linked" not in ran.out
    assert acct("show", "linked", "--as-of", "HEAD", cwd=book).code == 2


def test_names_that_would_paint_the_terminal(acct: Acct, book: Path) -> None:
    (book / "plans" / "red\x1b[31m\u202e.md").write_text("no front matter\n")
    (book / "plans" / "two\nlines.md").write_text("no front matter\n")
    commit_all(book, "Odd names", "2026-11-03T10:00:00+01:00")
    for words in (
        ("status",),
        ("lint", "--fail-on", "never"),
        ("lint", "--fail-on", "never", "--format", "concise"),
        ("diff", "HEAD~1"),
        ("doctor",),
        ("show", "red\x1b[31m\u202e"),
    ):
        ran = acct(*words, cwd=book)
        assert ran.code in (0, 1, 2)
        for text in (ran.out, ran.err):
            assert "\x1b" not in text
            assert "\u202e" not in text


# --- repositories that are foreign, broken, or none


def refused(ran: Ran, *said: str) -> None:
    assert (ran.code, ran.out) == (2, ""), ran
    assert "acctplan: " in ran.err
    assert "bug" not in ran.err
    for words in said:
        assert words in ran.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_owner(acct: Acct, book: Path) -> None:
    """Git's reason is passed on, and nothing is trusted on the way."""
    for path in (book, *book.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    for words in (("show", "harbour"), ("lint",), ("status",), ("set", "harbour", "rosters.status=on-track", "--commit")):
        refused(acct(*words, cwd=book), "dubious ownership", "safe.directory")
    assert (book / PLAN).read_text() == LITE
    assert acct("doctor", cwd=book).code == 1
    assert "dubious ownership" in acct("doctor", "--format", "concise", cwd=book).out


def test_no_repository(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "plain", commit=False)
    ran = acct("lint", "--fail-on", "never", cwd=book)
    assert ran.code == 0
    assert "1 plan checked" in ran.out
    assert "No git history here" in ran.out
    assert acct("show", "harbour", cwd=book).code == 0
    assert acct("status", cwd=book).code == 0
    for words in (("history", "harbour"), ("diff",), ("show", "harbour", "--as-of", "HEAD"), ("snapshot", "list"), ("snapshot", "create")):
        refused(acct(*words, cwd=book), "git init")


def test_git_that_is_not_installed(acct: Acct, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    ran = acct("lint", "--fail-on", "never", cwd=book)
    assert ran.code == 0
    assert "1 plan checked" in ran.out
    assert "No git history here" in ran.out
    assert acct("lint", "--fail-on", "never", "--require-history", cwd=book).code == 2
    assert acct("status", cwd=book).code == 0
    assert acct("set", "harbour", "rosters.status=on-track", cwd=book).code == 0
    for words in (("history", "harbour"), ("diff",), ("show", "harbour", "--as-of", "HEAD")):
        refused(acct(*words, cwd=book), "install git")


@pytest.mark.parametrize("fault", ["empty folder", "nowhere", "nonsense", "no HEAD", "odd HEAD", "odd settings", "new format"])
def test_a_broken_repository(acct: Acct, book: Path, fault: str) -> None:
    inside = book / ".git"
    match fault:
        case "empty folder":
            shutil.rmtree(inside)
            inside.mkdir()
        case "nowhere":
            shutil.rmtree(inside)
            inside.write_text("gitdir: /nowhere/at/all\n")
        case "nonsense":
            shutil.rmtree(inside)
            inside.write_bytes(b"\0\xff")
        case "no HEAD":
            (inside / "HEAD").unlink()
        case "odd HEAD":
            (inside / "HEAD").write_text("\x1b[31mnonsense")
        case "odd settings":
            (inside / "config").write_text("[core\nnonsense")
        case "new format":
            git(book, "config", "core.repositoryFormatVersion", "99")
    for words in (("show", "harbour"), ("lint",), ("history", "harbour"), ("set", "harbour", "rosters.status=on-track", "--commit")):
        ran = acct(*words, cwd=book)
        refused(ran)
        assert "\x1b" not in ran.err
    assert (book / PLAN).read_text() == LITE
    assert acct("doctor", cwd=book).code == 1


def test_objects_that_are_lost(acct: Acct, storied: Path) -> None:
    """An old version that is gone is said so; it is never `unchanged`."""
    blob = git(storied, "rev-parse", f"HEAD~1:{PLAN}")
    (storied / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for words in (("history", "harbour"), ("diff", "HEAD~1..HEAD"), ("show", "harbour", "--as-of", "HEAD~1")):
        refused(acct(*words, cwd=storied), blob[:12])
    ran = acct("lint", "--fail-on", "never", "--no-cache", cwd=storied)
    assert ran.code == 0
    assert "history is cut short" in " ".join(ran.out.split())


def test_a_tree_that_is_lost(acct: Acct, storied: Path) -> None:
    tree = git(storied, "rev-parse", "HEAD~1:plans")
    (storied / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    for words in (("history", "harbour"), ("diff", "HEAD~1..HEAD"), ("show", "harbour", "--as-of", "HEAD~1"), ("lint",)):
        refused(acct(*words, cwd=storied), tree[:12])


def test_a_broken_index_matters_only_to_what_is_staged(acct: Acct, book: Path) -> None:
    (book / ".git" / "index").write_bytes(b"DIRCnonsense")
    assert acct("show", "harbour", cwd=book).code == 0
    assert acct("lint", "--fail-on", "never", cwd=book).code == 0
    refused(acct("show", "harbour", "--as-of", "INDEX", cwd=book), "index")
    refused(acct("set", "harbour", "rosters.status=on-track", "--commit", cwd=book))
    assert (book / PLAN).read_text() == LITE


def test_an_empty_repository(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", commit=False)
    git(book, "init", "-q", "-b", "main")
    for words in (("show", "harbour"), ("status",), ("lint", "--fail-on", "never"), ("review", "--agenda"), ("doctor",)):
        assert acct(*words, cwd=book).code == 0, words
    ran = acct("history", "harbour", cwd=book)
    assert ran.code == 0
    assert "not committed" in ran.out
    refused(acct("diff", cwd=book))
    refused(acct("snapshot", "create", cwd=book))
    refused(acct("show", "harbour", "--as-of", "HEAD", cwd=book))


def test_a_repository_without_a_commit_on_this_branch(acct: Acct, book: Path) -> None:
    git(book, "checkout", "-q", "--orphan", "fresh")
    assert acct("show", "harbour", cwd=book).code == 0
    assert acct("show", "harbour", "--as-of", "main", cwd=book).code == 0


def test_a_work_tree_elsewhere(acct: Acct, book: Path, tmp_path: Path) -> None:
    """`core.worktree` points git at another folder: nothing there is read or written."""
    (tmp_path / "elsewhere" / "plans").mkdir(parents=True)
    (tmp_path / "elsewhere" / PLAN).write_text(LITE.replace("Harbour Bakery Group", "Elsewhere"))
    git(book, "config", "core.worktree", str(tmp_path / "elsewhere"))
    for words in (("show", "harbour"), ("lint",), ("set", "harbour", "rosters.status=on-track", "--commit")):
        ran = acct(*words, cwd=book)
        refused(ran, "work tree")
    assert (book / PLAN).read_text() == LITE
    assert "Elsewhere" in (tmp_path / "elsewhere" / PLAN).read_text()


def test_a_bare_repository_inside_the_book_is_not_taken_for_ours(acct: Acct, book: Path, tmp_path: Path) -> None:
    """Files named HEAD, objects and refs make any folder a repository to git; its settings would count."""
    evil = book / "plans" / "evil"
    git(book, "init", "-q", "--bare", str(evil))
    (evil / "acctplan.yaml").write_text("currency: EUR\n")
    (evil / "plans").mkdir()
    (evil / "plans" / "a.md").write_text(LITE)
    program = _program(tmp_path / "program", f"touch '{tmp_path}/mark'")
    for key in ("core.fsmonitor", "gpg.program", "core.sshCommand"):
        git(book, "config", "-f", str(evil / "config"), key, str(program))
    for words in (("show", "a"), ("lint", "--fail-on", "never"), ("history", "a")):
        acct(*words, cwd=evil)
        acct(*words, "--book", str(evil), cwd=book)
    assert not (tmp_path / "mark").exists()


# --- repositories of which a part is here


def test_a_sparse_checkout_without_the_plans(acct: Acct, book: Path) -> None:
    (book / "docs").mkdir()
    (book / "docs" / "note.txt").write_text("x\n")
    (book / "facts").mkdir()
    (book / "facts" / "wren.yaml").write_text("account: Wren\n")
    commit_all(book, "More", "2026-11-03T10:00:00+01:00")
    git(book, "sparse-checkout", "set", "docs")
    assert not (book / "plans").exists()
    for words in (("show", "harbour"), ("diff",), ("set", "harbour", "rosters.status=on-track")):
        refused(acct(*words, cwd=book), "plans/harbour.md: is not checked out", "git sparse-checkout add plans")
    for words in (("status",), ("list",), ("list", "actions")):
        ran = acct(*words, cwd=book)
        assert ran.code == 2
        assert "plans/harbour.md: is not checked out" in ran.err
    ran = acct("lint", "--fail-on", "never", cwd=book)
    assert ran.code == 2
    assert "plans/harbour.md: is not checked out" in " ".join((ran.out + ran.err).split())
    refused(acct("new", "Harbour", "--set", "owner=dana", "--no-input", cwd=book), "plans/harbour.md", "not checked out")
    assert acct("show", "harbour", "--as-of", "HEAD", cwd=book).code == 0
    assert acct("history", "harbour", cwd=book).code in (0, 2)
    git(book, "sparse-checkout", "add", "plans", "facts")
    assert acct("show", "harbour", cwd=book).code == 0
    assert acct("lint", "--fail-on", "never", cwd=book).code == 0


def test_a_sparse_checkout_with_some_plans(acct: Acct, book: Path) -> None:
    (book / "plans" / "north").mkdir()
    (book / "plans" / "north" / "wren.md").write_text(LITE.replace("Harbour Bakery Group", "Wren"))
    commit_all(book, "More", "2026-11-03T10:00:00+01:00")
    git(book, "sparse-checkout", "set", "--no-cone", "/*", "!/plans/north/")
    assert acct("show", "harbour", cwd=book).code == 0
    refused(acct("show", "wren", cwd=book), "plans/north/wren.md", "not checked out")
    ran = acct("lint", "--fail-on", "never", "--json", cwd=book)
    assert ran.code == 2
    assert json.loads(ran.out)["checked"] == 1


def test_a_linked_worktree_reads_its_own_state(acct: Acct, book: Path) -> None:
    linked = book.parent / "linked"
    git(book, "worktree", "add", "-q", "-b", "desk", str(linked))
    (linked / PLAN).write_text(LITE.replace("Harbour Bakery Group", "Another name"))
    commit_all(linked, "Rename it", "2026-11-04T10:00:00+01:00")
    assert "Another name" in acct("show", "harbour", cwd=linked).out
    assert "Another name" in acct("show", "harbour", "--as-of", "HEAD", cwd=linked).out
    assert "Another name" not in acct("show", "harbour", "--as-of", "HEAD", cwd=book).out
    assert "Another name" in acct("show", "harbour", "--as-of", "desk", cwd=book).out
    assert acct("lint", "--fail-on", "never", cwd=linked).code == 0


def test_a_book_in_a_submodule(acct: Acct, book: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q", "-b", "main")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(book), "book")
    commit_all(outer, "Add the book", "2026-11-06T10:00:00+01:00")
    before = whole(outer)
    for words in READS.values():
        if not {"HEAD~1..HEAD", "HEAD~1...HEAD", "CY2026-Q1"} & set(words):
            assert acct(*words, cwd=outer / "book").code == 0, words
    assert whole(outer) == before
    (outer / "acctplan.yaml").write_text("currency: EUR\n")
    assert "No account yet" in acct("status", cwd=outer).out


def test_the_book_of_a_monorepo_is_its_folder_alone(acct: Acct, tmp_path: Path) -> None:
    top = tmp_path / "mono"
    book = make_book(top / "sales" / "book", commit=False)
    other = make_book(top / "marketing", commit=False)
    (other / PLAN).write_text(LITE.replace("Harbour Bakery Group", "Not ours"))
    git(top, "init", "-q", "-b", "main")
    commit_all(top, "Start", "2026-11-02T10:00:00+01:00")
    (other / PLAN).write_text((other / PLAN).read_text().replace("severity: medium", "severity: high"))
    (book / "plans" / "deep").mkdir()
    for words in (
        ("show", "harbour"),
        ("show", "harbour", "--as-of", "HEAD"),
        ("show", "harbour", "--as-of", "INDEX"),
        ("history", "harbour"),
        ("status", "--as-of", "2026-11-03"),
    ):
        ran = acct(*words, cwd=book / "plans" / "deep")
        assert ran.code == 0, ran.err
        assert "Harbour Bakery Group" in ran.out
        assert "Not ours" not in ran.out
    assert "0 changes" in acct("diff", cwd=book).out


def test_the_root_is_never_above_the_repository(acct: Acct, tmp_path: Path) -> None:
    outer = make_book(tmp_path / "outer", commit=False)
    (outer / "inner" / "deep").mkdir(parents=True)
    git(outer / "inner", "init", "-q")
    refused(acct("show", "harbour", cwd=outer / "inner" / "deep"), "no book here", "acctplan init")


@pytest.fixture
def big(tmp_path: Path) -> Iterator[Path]:
    """A plan and a team at the edge of what is read."""
    book = make_book(tmp_path / "book", commit=False)
    (book / "team.yaml").write_text(TEAM + "".join(f"p{number}: {{name: Person {number}}}\n" for number in range(2000)))
    git(book, "init", "-q", "-b", "main")
    commit_all(book, "Start", "2026-11-02T10:00:00+01:00")
    yield book


def test_a_large_team_is_read(acct: Acct, big: Path) -> None:
    assert acct("show", "harbour", cwd=big).code == 0


def test_grafts_and_replaced_objects_are_told_of(acct: Acct, storied: Path) -> None:
    git(storied, "replace", "--graft", "HEAD")
    ran = acct("doctor", "--format", "concise", cwd=storied)
    assert "replaced" in ran.out
    history = json.loads(acct("history", "harbour", "--json", cwd=storied).out)
    assert [event["why"] for event in history["events"][:2]] == ["Start the book", "Signed"]
