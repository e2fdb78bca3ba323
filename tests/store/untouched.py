"""What a person has lying in a repository, pictured before and after a command."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.conftest import git

_PLUMBING = (
    ("ls-files", "-s", "-v", "-f"),
    ("ls-files", "-u"),
    ("diff", "--binary", "--no-ext-diff"),
    ("diff", "--binary", "--cached", "--no-ext-diff"),
    ("status", "--porcelain=v2", "--untracked-files=all", "--ignored"),
)


def picture(top: Path, *, but: str = "") -> dict[str, object]:
    """Index, differences, status, and the bytes and mode of every file, all without one path."""
    rest = ["--", ".", f":(exclude,top,literal){but}"] if but else []
    said: dict[str, object] = {" ".join(words): _raw(top, *words, *rest) for words in _PLUMBING}
    said["stash"] = _raw(top, "stash", "list")
    for path in sorted(top.rglob("*")):
        name = path.relative_to(top).as_posix()
        if name != but and not name.startswith(".git/") and name != ".git" and not path.is_dir():
            said[name] = os.readlink(path) if path.is_symlink() else (path.read_bytes(), path.stat().st_mode)
    return said


def whole(top: Path) -> dict[str, object]:
    """The picture, and HEAD, every ref and every file of `.git` that is no object or log: for commands that must change nothing."""
    refs = {"HEAD": _raw(top, "rev-parse", "--symbolic-full-name", "HEAD"), "refs": _raw(top, "show-ref", "--head")}
    inside = Path(git(top, "rev-parse", "--absolute-git-dir"))
    ours = {"acctplan.lock", "index", "objects", "logs"}
    kept = sorted(path.name for path in inside.iterdir() if path.name not in ours)
    return {**picture(top), **refs, ".git": kept}


def _raw(top: Path, *words: str) -> bytes:
    """Git's output, byte by byte; a failure is part of the picture."""
    done = subprocess.run(
        ["git", "-c", "core.fsmonitor=false", "-c", "diff.autoRefreshIndex=false", *words],
        cwd=top,
        capture_output=True,
        check=False,
        env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
    )
    return done.stdout + done.stderr


def committed(top: Path, revision: str = "HEAD") -> list[str]:
    """Paths a commit changed."""
    return git(top, "diff-tree", "-r", "--root", "--no-commit-id", "--name-only", "-z", revision).strip("\0").split("\0")


def hook(top: Path, name: str, script: str) -> None:
    """Install a hook."""
    path = top / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def busy(top: Path) -> None:
    """Everything a person may have lying about: staged, unstaged, untracked, ignored, hidden from git, stashed."""
    for name in ("both", "staged", "unstaged", "deleted", "gone", "moved", "executable", "assumed", "skipped", "stashed"):
        (top / f"{name}.txt").write_text(f"{name}\n" * 3)
    (top / ".gitignore").write_text("*.ignored\n")
    (top / "plans" / "other.md").write_text("---\naccount: Other\nowner: lee\n---\n")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "Notes")
    (top / "stashed.txt").write_text("put aside\n")
    git(top, "stash", "-q")
    (top / "both.txt").write_text("staged words\n")
    (top / "staged.txt").write_text("staged\n")
    (top / "fresh.txt").write_text("new and staged\n")
    (top / "plans" / "other.md").write_text("---\naccount: Other\nowner: dana\n---\n")
    git(top, "add", "both.txt", "staged.txt", "fresh.txt", "plans/other.md")
    git(top, "rm", "-q", "deleted.txt")
    git(top, "mv", "moved.txt", "renamed.txt")
    (top / "both.txt").write_text("staged words and more\n")
    (top / "unstaged.txt").write_text("not staged\n")
    (top / "gone.txt").unlink()
    (top / "executable.txt").chmod(0o755)
    (top / "intended.txt").write_text("on its way\n")
    git(top, "add", "-N", "intended.txt")
    git(top, "update-index", "--assume-unchanged", "assumed.txt")
    (top / "assumed.txt").write_text("hidden change\n")
    git(top, "update-index", "--skip-worktree", "skipped.txt")
    (top / "skipped.txt").write_text("hidden change too\n")
    (top / "untracked.txt").write_text("mine\n")
    (top / "mine.ignored").write_text("mine alone\n")
