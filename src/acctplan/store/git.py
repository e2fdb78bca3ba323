"""Git as a process: reading through plumbing, in an environment that runs nothing but git.

The only module that starts a program. The binary is run directly: importing GitPython costs more than half of what a
whole command may (docs/decisions.md), and as a process runner it adds nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from acctplan.errors import GitFailed
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


def streamed(folder: Path, *arguments: str, end: bytes = b"\0") -> Iterator[str]:
    """What reading git prints, piece by piece as it comes, so that a long history is never held. Raises GitFailed as `run` does."""
    command = ["git", *_SAFE, *arguments]
    try:
        with (
            tempfile.TemporaryFile() as errors,
            subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=clean_environment()
            ) as process,
        ):
            rest = b""
            while chunk := _next_chunk(process, arguments[0]):
                *pieces, rest = (rest + chunk).split(end)
                yield from (piece.decode("utf-8", "surrogateescape") for piece in pieces)
            if rest:
                yield rest.decode("utf-8", "surrogateescape")
            if process.wait(_SECONDS) != 0:
                errors.seek(0)
                raise GitFailed(first_line(errors.read()) or f"git {arguments[0]} failed", "Run the git command it names to see more.")
    except FileNotFoundError:
        raise GitFailed("git is not installed", "Install git; plans can be read and checked without it.") from None


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


@dataclass(frozen=True)
class Repository:
    """A git repository that holds a book. `top` is the work tree's root, `prefix` the book's folder in it, ending in `/` or empty;
    `head` the commit at HEAD when it was found, None before the first one."""

    top: Path
    book: Path
    prefix: str
    common: Path
    own: Path
    shallow: bool
    head: str | None

    def hash_of(self, name: str) -> str | None:
        """Full hash of the commit a name stands for, if any. A name never reaches git where it expects an option."""
        if name.startswith(("-", ":")) or "@{" in name or not name.isprintable() or not name:
            return None
        done = run(self.book, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", check=False)
        found = done.stdout.decode().strip()
        return found if re.fullmatch(r"[0-9a-f]{40,64}", found) else None

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Contents of blobs by id, at once; of one over the limit of a file, as many bytes as say so.

        Raises GitFailed for an object the clone does not hold.
        """
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        found: dict[str, bytes] = {}
        for blob, size in zip(wanted, self._sizes(wanted), strict=True):
            if size is None:
                raise GitFailed(f"the clone does not hold object {blob[:12]}", "Fetch the whole history: git fetch --unshallow.")
            if size > FILE_BYTES:
                found[blob] = bytes(FILE_BYTES + 1)
        small = [blob for blob in wanted if blob not in found]
        output = run(self.book, "cat-file", "--batch", "--buffer", stdin="".join(f"{blob}\n" for blob in small).encode()).stdout
        offset = 0
        for blob in small:
            end = output.index(b"\n", offset)
            size = int(output[offset:end].split()[2])
            found[blob] = output[end + 1 : end + 1 + size]
            offset = end + 2 + size
        return found

    def _sizes(self, blobs: list[str]) -> list[int | None]:
        """How many bytes each object holds; None for one the clone lacks."""
        said = run(self.book, "cat-file", "--batch-check", "--buffer", stdin="".join(f"{blob}\n" for blob in blobs).encode()).stdout
        fields = [line.split() for line in said.splitlines()]
        return [int(line[2]) if len(line) == 3 else None for line in fields]

    @property
    def partial(self) -> bool:
        """Whether old versions may be missing here, to be fetched when git needs them."""
        try:
            said = (self.common / "config").read_bytes().lower()
        except OSError:
            return False
        return b"promisor" in said or b"partialclone" in said

    def reader(self) -> BlobReader:
        """A process that gives one blob after another."""
        return BlobReader(self.book)

    def objects(self) -> set[str]:
        """Ids of everything this clone holds; nothing is fetched."""
        output = run(self.book, "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)").stdout
        return set(output.decode().split())

    def tree(self, commit: str, folder: str = "") -> dict[str, str]:
        """Regular files below the book's folder at a commit: path relative to the book, to blob id."""
        where = f"{self.prefix}{folder}"
        arguments = ["ls-tree", "-r", "-z", "--full-tree", commit, *(["--", where] if where else [])]
        listed: dict[str, str] = {}
        for record in run(self.top, *arguments).stdout.split(b"\0"):
            if record:
                meta, _, path = record.partition(b"\t")
                mode, _, blob = meta.decode().split()
                if mode in ("100644", "100755"):
                    listed[path.decode("utf-8", "surrogateescape").removeprefix(self.prefix)] = blob
        return listed


def blob_id(data: bytes, *, long: bool = False) -> str:
    """The name git gives these bytes; `long` in a repository of SHA-256."""
    from hashlib import sha1, sha256

    return (sha256 if long else sha1)(b"blob %d\0" % len(data) + data).hexdigest()


class BlobReader:
    """Contents of blobs one by one, through one process that starts with the first and ends with `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self.read = 0

    def get(self, blob: str) -> bytes | None:
        """What a blob holds, as `Repository.blobs`; None for one the clone does not hold. Raises GitFailed if git is gone."""
        if self.process is None:
            self.process = subprocess.Popen(
                ["git", *_SAFE, "cat-file", "--batch"], cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, env=clean_environment(),
            )  # fmt: skip
        said, told = self.process.stdin, self.process.stdout
        assert said is not None
        assert told is not None
        self.read += 1
        try:
            said.write(f"{blob}\n".encode())
            said.flush()
            header = told.readline().split()
            if len(header) != 3:
                return None if header[1:] == [b"missing"] else self.lost()
            size = int(header[2])
            if size <= FILE_BYTES:
                return told.read(size + 1)[:-1]
            self.process.kill()
            self.close()
            return bytes(FILE_BYTES + 1)
        except OSError:
            return self.lost()

    def lost(self) -> bytes:
        """Raise GitFailed."""
        raise GitFailed("git stopped while the history was read", "Run `git fsck` to see whether the repository is whole.")

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            with contextlib.suppress(OSError):
                self.process.communicate()
            self.process = None


def identity(folder: Path) -> str:
    """The e-mail git would commit with in a folder, empty if none is set or git is not there."""
    named = os.environ.get("GIT_AUTHOR_EMAIL")
    if named:
        return named
    try:
        return run(folder, "config", "--get", "user.email", check=False).stdout.decode("utf-8", "replace").strip()
    except GitFailed:
        return ""


def discover(book: Path) -> Repository | None:
    """The repository around a book, or None without one. Raises GitFailed where git refuses it (another owner's folder)."""
    if not any((folder / ".git").exists() for folder in (book, *book.parents)):
        return None
    asked = ("--show-toplevel", "--show-prefix", "--git-common-dir", "--absolute-git-dir", "--is-shallow-repository", "--revs-only", "HEAD")
    try:
        done = run(book, "rev-parse", *asked)
    except GitFailed as failure:
        if "not installed" in failure.message:
            return None
        if "dubious ownership" in failure.message:
            raise GitFailed(failure.message, f"If you trust its owner: git config --global --add safe.directory {book}") from None
        raise
    top, prefix, common, own, shallow, head = [*done.stdout.decode("utf-8", "surrogateescape").split("\n")[:6], *[""] * 6][:6]
    if not book.is_relative_to(top) or Path(top, prefix) != book:
        raise GitFailed(f"git's work tree is {top}, and this book is not in it", "Look at `git config core.worktree`.")
    return Repository(Path(top), book, prefix, (book / common).resolve(), Path(own), shallow == "true", head or None)
