"""Git as a process: reading through plumbing, in an environment that runs nothing but git.

The only module that starts git. The binary is run directly: importing GitPython costs more than half of what a
whole command may (docs/decisions.md), and as a process runner it adds nothing.
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from acctplan.errors import GitFailed
from acctplan.named_tuple import NamedTuple
from acctplan.planfile.limits import FILE_BYTES

from .git_words import first_line
from .surroundings import clean_environment

_SETTINGS = (
    "safe.bareRepository=explicit", "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.quotePath=false", "log.showRoot=true",
)  # fmt: skip
_SAFE = ("--no-pager", "--literal-pathspecs", *(word for setting in _SETTINGS for word in ("-c", setting)))
_PLAIN = ("--no-pager", "--literal-pathspecs", "-c", "core.filesRefLockTimeout=2000", "-c", "i18n.commitEncoding=UTF-8")
_SECONDS = 120
_GRACE_SECONDS = 3
_CHUNK = 1 << 16
_AHEAD = 100
"""Blobs that git is asked for at once: their names must fit into a pipe, or each side would wait for the other."""


def run(
    folder: Path, *arguments: str, stdin: bytes = b"", safe: bool = True, check: bool = True, index: Path | None = None, held: int = -1
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder. `safe` switches off hooks and monitors: for everything but commits.

    `index` is the index to work on instead of the work tree's; `held` is an open file that git holds open as long as it lives.
    Raises GitFailed with git's first line if it is missing, takes over two minutes, or fails while `check` is set.
    """
    command = ["git", *(_SAFE if safe else _PLAIN), *arguments]
    try:
        done = (_ended if safe else _ended_alone)(_Call(command, folder, stdin, index, held))
    except FileNotFoundError:
        raise GitFailed("git is not installed", "Install git; plans can be read and checked without it.") from None
    except subprocess.TimeoutExpired:
        raise _too_long(arguments[0]) from None
    if check and done.returncode != 0:
        raise GitFailed(first_line(done.stderr) or f"git {arguments[0]} failed", "Run the git command it names to see more.")
    return done


class _Call(NamedTuple):
    command: list[str]
    folder: Path
    stdin: bytes
    index_file: Path | None
    held: int


def _ended(call: _Call, out: int = subprocess.PIPE, err: int = subprocess.PIPE) -> subprocess.CompletedProcess[bytes]:
    """A git process from start to end. One that is stopped may take its locks away first."""
    environment = clean_environment() | ({"GIT_INDEX_FILE": str(call.index_file)} if call.index_file else {})
    passed = (call.held,) if call.held >= 0 and os.name == "posix" else ()
    with subprocess.Popen(
        call.command, cwd=call.folder, stdin=subprocess.PIPE, stdout=out, stderr=err, env=environment, pass_fds=passed
    ) as process:
        try:
            said = process.communicate(call.stdin, timeout=_SECONDS)
        except BaseException:
            _stop(process)
            raise
    return subprocess.CompletedProcess(call.command, process.returncode, *said)


class Begun:
    """A reading git that was started and runs beside us until somebody asks what it printed."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.name = arguments[0]
        self.errors = _scratch()
        self.closing = self.errors or contextlib.nullcontext()
        try:
            self.process = subprocess.Popen(
                ["git", *_SAFE, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=self.errors or subprocess.DEVNULL, env=clean_environment(),
            )  # fmt: skip
        except FileNotFoundError:
            with self.closing:
                raise GitFailed("git is not installed", "Install git; plans can be read and checked without it.") from None

    def pieces(self, end: bytes = b"\0") -> Iterator[str]:
        """What it prints, piece by piece as it comes, so that a long history is never held. Raises GitFailed as `run` does."""
        with self.closing, self.process as process:
            rest = b""
            while chunk := _next_chunk(process, self.name):
                *pieces, rest = (rest + chunk).split(end)
                yield from (piece.decode("utf-8", "surrogateescape") for piece in pieces)
            if rest:
                yield rest.decode("utf-8", "surrogateescape")
            if process.wait(_SECONDS) != 0:
                raise GitFailed(self._trouble() or f"git {self.name} failed", "Run the git command it names to see more.")

    def _trouble(self) -> str:
        if self.errors is None:
            return ""
        self.errors.seek(0)
        return first_line(self.errors.read())

    def drop(self) -> None:
        """End it if nobody heard it out."""
        if self.process.returncode is None:
            with self.closing:
                self.process.kill()
                self.process.communicate()


def _scratch() -> IO[bytes] | None:
    """A file for what git complains of, in memory where the system has such; none where no temporary file can be written."""
    try:
        if hasattr(os, "memfd_create"):
            return os.fdopen(os.memfd_create("acctplan"), "w+b")
        import tempfile

        return tempfile.TemporaryFile()
    except OSError:
        return None


def _next_chunk(process: subprocess.Popen[bytes], name: str) -> bytes:
    """What a process prints next; nothing at its end. Raises GitFailed where it keeps silent too long."""
    assert process.stdout is not None
    if not select.select([process.stdout], [], [], _SECONDS)[0]:
        _stop(process)
        raise _too_long(name)
    return os.read(process.stdout.fileno(), _CHUNK)


def _too_long(name: str) -> GitFailed:
    seconds = f"{_SECONDS} second{'' if _SECONDS == 1 else 's'}"
    return GitFailed(f"git {name} took over {seconds}", "Look for a hook or a prompt that waits.")


def _ended_alone(call: _Call) -> subprocess.CompletedProcess[bytes]:
    """The same without waiting for what a hook of git leaves running: files take the output, which a pipe would hold open."""
    import tempfile

    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        done = _ended(call, out.fileno(), err.fileno())
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(call.command, done.returncode, out.read(), err.read())


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


class BlobReader:
    """Contents of blobs one by one, through one process that starts with the first and ends with `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self.read = 0
        self.asked: deque[str] = deque()
        self.come: dict[str, bytes | None] = {}

    def get(self, blob: str) -> bytes | None:
        """What a blob holds, as `Repository.blobs`; None for one the clone does not hold. Raises GitFailed if git is gone."""
        self.read += 1
        try:
            if blob not in self.come and blob not in self.asked:
                self._ask([blob])
            while blob not in self.come:
                self._hear()
        except OSError:
            return self.lost()
        return self.come.pop(blob)

    def expect(self, blobs: Iterable[str]) -> None:
        """Let git look these up meanwhile: they will probably be wanted. What was expected before and never wanted is let go."""
        try:
            while self.asked:
                self._hear()
            self.come.clear()
            self._ask(list(blobs)[:_AHEAD])
        except OSError:
            self.lost()

    def _ask(self, blobs: Sequence[str]) -> None:
        while len(self.asked) + len(blobs) > _AHEAD:
            self._hear()
        said = self._input()
        said.write("".join(f"{blob}\n" for blob in blobs).encode())
        said.flush()
        self.asked.extend(blobs)

    def _hear(self) -> None:
        blob = self.asked.popleft()
        found = self._next()
        self.come[blob] = found

    def _input(self) -> IO[bytes]:
        if self.process is None:
            self.process = subprocess.Popen(
                ["git", *_SAFE, "cat-file", "--batch"], cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, env=clean_environment(),
            )  # fmt: skip
        assert self.process.stdin is not None
        return self.process.stdin

    def _next(self) -> bytes | None:
        """The next blob that was asked for."""
        assert self.process is not None
        told = self.process.stdout
        assert told is not None
        header = told.readline().split()
        if len(header) != 3:
            return None if header[1:] == [b"missing"] else self.lost()
        size = int(header[2])
        if size <= FILE_BYTES:
            data = told.read(size + 1)
            return data[:-1] if len(data) > size else self.lost()
        self._skip()
        return bytes(FILE_BYTES + 1)

    def _skip(self) -> None:
        """Begin anew behind a blob that is too long to hear out."""
        assert self.process is not None
        wanted, come = list(self.asked), dict(self.come)
        self.process.kill()
        self.close()
        self.come = come
        self._ask(wanted)

    def lost(self) -> bytes:
        """Raise GitFailed."""
        raise GitFailed("git stopped while the history was read", "Run `git fsck` to see whether the repository is whole.")

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            with contextlib.suppress(OSError):
                self.process.communicate()
            self.process = None
            self.asked.clear()
            self.come.clear()
