"""T25 to T50: repositories that are hostile, broken, foreign or in the midst of something; beside tests/store."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import LITE, commit_all, git
from tests.store.test_hostile_repository import READS, arm

from .attack import FORMATS, Acct, refused, snapshot, sound
from .runner import obeyed
from .test_plans import frugal

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


OPTIONS = (
    "-x",
    "--output=planted",
    "--upload-pack=planted",
    "--ext-diff",
    "--help",
)
ASKS = {
    "show": ("show", "harbour", "--as-of"), "status": ("status", "--as-of"), "lint": ("lint", "--as-of"), "render": ("render", "harbour", "--as-of"),
    "list": ("list", "actions", "--as-of"), "diff": ("diff", "--"), "snapshot": ("snapshot", "show", "--"), "keep": ("snapshot", "create", "--"),
    "history": ("history", "--"), "blame": ("blame", "harbour", "--as-of"), "verify": ("snapshot", "verify", "--"),
}  # fmt: skip


@pytest.mark.parametrize("word", OPTIONS)
def test_t27_a_time_that_looks_like_an_option(word: str, book: Path, tmp_path: Path, acct: Acct) -> None:
    """Not by itself, not behind our own prefix, not as the end of a range: git is never handed it."""
    before = snapshot(tmp_path)
    for words in ASKS.values():
        refused(acct(*words, word, cwd=book))
    for said in (f"git:{word}", f"HEAD..{word}", f"{word}..HEAD", f"{word}...HEAD"):
        refused(acct("diff", "--", said, cwd=book))
    after = snapshot(tmp_path)
    assert {name for name in after if name not in before and "/.git" not in name} == set()
    assert not list(tmp_path.rglob("planted"))


FORGED = (
    f"a^plan/CY2099-Q1|commit|{'1' * 40}||1764000000|Mallory|1764000000|forged^plan/CY2099-Q2|tagcommit|{'1' * 40}|{'1' * 40}|1|M|1|forged"
)


def test_t27_names_of_git_that_are_options(book: Path, acct: Acct) -> None:
    """A repository may hold branches and tags whose names begin with a hyphen."""
    head = git(book, "rev-parse", "HEAD")
    packed = "".join(
        f"{head} refs/{kind}/{name}\n" for kind in ("heads", "tags") for name in ("--output=planted", "-x", "plan/CY2026-Q1", "plan/-x")
    )
    (book / ".git" / "packed-refs").write_text(f"# pack-refs with: peeled fully-peeled sorted \n{packed}")
    for words in READS.values():
        sound(acct(*words, cwd=book))
    assert not list(book.rglob("planted"))


@pytest.mark.parametrize("message", [FORGED.replace("|", "\x1f").replace("^", "\x1e"), "\x1b[31m", "::error::x", "\x1f" * 20, "\u202e"])
def test_t25_what_a_tag_or_commit_says_is_text(message: str, book: Path, acct: Acct) -> None:
    """No message of a tag or a commit makes a snapshot that is none, a name that is none, or acts where it is shown."""
    (book / PLAN).write_text(LITE.replace("severity: medium", "severity: high"))
    when = "2026-11-05T10:00:00+01:00"
    git(book, "add", "-A")
    subprocess.run(
        ["git", "commit", "-q", "-F", "-", "--cleanup=verbatim"], cwd=book, input=message.encode(), check=True,
        env={**os.environ, "GIT_AUTHOR_NAME": f"x{message}", "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when},
    )  # fmt: skip
    subprocess.run(["git", "tag", "-a", "-F", "-", "--cleanup=verbatim", "plan/CY2026-Q3"], cwd=book, input=message.encode(), check=True)
    listed = sound(acct("snapshot", "list", cwd=book))
    told = json.loads(acct("snapshot", "list", "--json", cwd=book).out)
    assert [snapshot["period"] for snapshot in told["snapshots"]] == ["CY2026-Q3"]
    assert "CY2026-Q3" in listed.out
    for form in FORMATS:
        for words in (
            ("history", "harbour"),
            ("blame", "harbour"),
            ("biography", "harbour", "rosters"),
            ("snapshot", "list"),
            ("snapshot", "show", "CY2026-Q3"),
            ("diff", "HEAD~1..HEAD"),
            ("show", "harbour"),
        ):
            ran = sound(acct(*words, "--format", form, cwd=book))
            assert ran.code == 0, (words, ran)
            assert obeyed(ran.out + ran.err) == []
        checked = sound(acct("snapshot", "verify", "--format", form, cwd=book))
        assert obeyed(checked.out + checked.err) == []


def test_t28_a_git_too_old(book: Path, tmp_path: Path, acct: Acct, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words are passed on, made inert; nothing is guessed."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "git").write_text("#!/bin/sh\nprintf 'unknown option: \\033[31m%s\\n' \"$2\" >&2\nexit 129\n")
    (tmp_path / "old" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "old"))
    for words in (("history", "harbour"), ("diff",), ("lint",), ("set", "harbour", "rosters.status=on-track", "--commit")):
        refused(acct(*words, cwd=book), "unknown option")
    assert (book / PLAN).read_text() == LITE


def test_t45_a_plan_that_was_no_text_at_a_time(book: Path, acct: Acct) -> None:
    (book / PLAN).write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff")
    commit_all(book, "A picture", "2026-11-03T10:00:00+01:00")
    git(book, "rm", "-q", PLAN)
    commit_all(book, "Gone", "2026-11-04T10:00:00+01:00")
    refused(acct("show", "harbour", "--as-of", "HEAD", cwd=book), "no account is called “harbour” at HEAD")
    refused(acct("show", "harbour", "--as-of", "HEAD~1", cwd=book), "plans/harbour.md:1:1: AP115")
    ran = sound(acct("diff", "HEAD~2..HEAD~1", cwd=book))
    assert ran.code == 2 and "harbour" in ran.out + ran.err
    assert sound(acct("history", "harbour", cwd=book)).code == 0


def test_t25_alternates_and_grafts_lead_nowhere(book: Path, tmp_path: Path, acct: Acct) -> None:
    (book / ".git" / "objects" / "info").mkdir(exist_ok=True)
    (book / ".git" / "objects" / "info" / "alternates").write_text("/nowhere/objects\n../../../../etc\n/etc/passwd\n\x1b[31m\n.\n")
    (book / ".git" / "info").mkdir(exist_ok=True)
    (book / ".git" / "info" / "grafts").write_text(f"{git(book, 'rev-parse', 'HEAD')} {'1' * 40}\nnonsense\n")
    for words in READS.values():
        ran = sound(acct(*words, cwd=book))
        assert "root:" not in ran.out + ran.err


def test_t25_programs_are_not_looked_for_in_the_book(book: Path, tmp_path: Path, acct: Acct, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PATH with an empty or a relative folder in it would find a program that lies in the book."""
    for name in ("git", "vi", "less"):
        (book / name).write_text(f"#!/bin/sh\ntouch '{tmp_path}/mark'\n")
        (book / name).chmod(0o755)
    monkeypatch.setenv("PATH", f":.:{os.environ['PATH']}:")
    monkeypatch.setenv("EDITOR", "vi-of-nobody")
    for words in (("status",), ("history", "harbour"), ("set", "harbour", "rosters.status=on-track"), ("edit", "harbour")):
        sound(acct(*words, cwd=book))
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize(
    "name",
    [
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_EXTERNAL_DIFF",
        "GIT_CONFIG_PARAMETERS",
        "GIT_TRACE",
    ],
)
def test_t25_the_environment_sends_git_nowhere(name: str, book: Path, tmp_path: Path, acct: Acct, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [acct(*words, cwd=book) for words in (("history", "harbour"), ("status",), ("diff",))]
    monkeypatch.setenv(name, str(tmp_path / "evil") if name != "GIT_CONFIG_PARAMETERS" else "'core.fsmonitor'='touch evil'")
    assert [acct(*words, cwd=book) for words in (("history", "harbour"), ("status",), ("diff",))] == before
    assert not (tmp_path / "evil").exists()


def test_t20_a_version_larger_than_memory(book: Path) -> None:
    """Git keeps 300 MB of nothing in 300 KB; what is over the limit is not taken in."""
    bomb = book.parent / "bomb"
    with bomb.open("wb") as file:
        file.truncate(300 * 2**20)
    blob = git(book, "hash-object", "-w", "--no-filters", str(bomb))
    git(book, "update-index", "--cacheinfo", f"100644,{blob},{PLAN}")
    git(book, "commit", "-q", "-m", "Grow")
    git(book, "update-index", "--cacheinfo", f"100644,{git(book, 'rev-parse', f'HEAD~1:{PLAN}')},{PLAN}")
    git(book, "commit", "-q", "-m", "Shrink")
    for words, code in (
        (("show", "harbour", "--as-of", "HEAD~1"), 2),
        (("diff", "HEAD~2..HEAD~1"), 2),
        (("history", "harbour"), 0),
        (("lint", "--fail-on", "never"), 0),
    ):
        ran = frugal(book, *words)
        assert ran.returncode == code, (words, ran)
        assert "bug" not in ran.stderr, ran
    assert "AP111" in frugal(book, "show", "harbour", "--as-of", "HEAD~1").stderr
