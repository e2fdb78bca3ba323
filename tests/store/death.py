"""A command in a process of its own that dies when it is told to, and what must hold when it has."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from acctplan.cli.exits import guarded
from tests.conftest import git

PLAN = "plans/harbour.md"


def begun(book: Path, *words: str, first: Callable[[], object] | None = None) -> int:
    """Start a command as the leader of a group of its own; its process id. `first` is called in it before."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    code = 99
    try:
        os.setpgid(0, 0)
        os.chdir(book)
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        sys.stdin, sys.stdout, sys.stderr = open(0, closefd=False), open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        if first:
            first()
        code = guarded(list(words))
    finally:
        os._exit(code)


def kill(child: int, *, group: bool) -> int:
    """Kill a command, alone or with every program it started; its exit code, negative if it was killed."""
    for target in (child, -child) if group else (child,):
        with contextlib.suppress(ProcessLookupError):
            os.kill(target, signal.SIGKILL)
    return ended(child)


def ended(child: int) -> int:
    """The exit code of a command that has come to its end."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def dying_at(step: int, *, group: bool) -> Callable[[], None]:
    """For `begun`: die just before the so many-th thing that Python does to files and programs."""

    def arm() -> None:
        left = step
        watched = ("open", "os.", "tempfile.", "shutil.", "subprocess.", "fcntl.")

        def die(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event.startswith(watched) and not (event == "open" and str(arguments[0]).endswith((".py", ".pyc"))):
                left -= 1
                if left == 0:
                    os.kill(-os.getpid() if group else os.getpid(), signal.SIGKILL)

        sys.addaudithook(die)

    return arm


def whole(book: Path, old: bytes, new: bytes) -> tuple[bool, bool]:
    """Whether file and HEAD hold the new bytes: each is old or new to the last byte, and index and objects can be read."""
    file, head = (book / PLAN).read_bytes(), git_bytes(book, "show", f"HEAD:{PLAN}")
    assert file in (old, new)
    assert head in (old, new)
    git(book, "ls-files", "--stage")
    return file == new, head == new


def git_bytes(book: Path, *words: str) -> bytes:
    """Git's output to the last byte."""
    import subprocess

    return subprocess.run(["git", *words], cwd=book, capture_output=True, check=True).stdout


def others(book: Path) -> str:
    """The person's index without our plan."""
    return "\n".join(line for line in git(book, "ls-files", "--stage", "-v").splitlines() if not line.endswith(f"\t{PLAN}"))


def rubbish(book: Path) -> list[str]:
    """What a command may leave only while it runs."""
    inside = [path.name for path in (book / ".git").iterdir() if path.name.startswith("acctplan-") or path.name == "index.lock"]
    return inside + [path.name for path in (book / "plans").iterdir() if path.name.startswith(".")]
