"""A commit under way: git's index locked and worked on in a copy, and all of it written down, so that what is cut off can be mended."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from acctplan.errors import AcctplanError, FileRefused, GitFailed, WriteConflict

from . import files, index_lock
from .draft import link, sync_folder
from .git import Repository
from .git_process import run
from .tracked import Tip

_NAME = "acctplan-"
_SECONDS, _PAUSE = 10.0, 0.01
Changes = Mapping[Path, tuple[bytes | None, bytes]]


@dataclass(frozen=True)
class Underway:
    """A commit under way. `folder`, in git's own, holds the record, a copy of the index and the files as they were.

    `descriptor` is the record, held open by us and by every git of ours as long as it lives.
    """

    repository: Repository
    folder: Path
    record: bytes
    descriptor: int = -1

    @property
    def index(self) -> Path:
        """The copy of the index that git works on."""
        return self.folder / "index"

    @property
    def said(self) -> Mapping[str, Any]:
        """What was written down: commit, branch, message, author, and files (name, digest of the new bytes)."""
        try:
            found = json.loads(self.record)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def names(self) -> list[str]:
        """Paths of the files below the work tree's root, in the order of the record."""
        return [name for name, _ in self.said.get("files", ())]

    def asked(self, names: Iterable[str]) -> tuple[str, ...]:
        """Options by which git is told these paths, however many."""
        listed = self.folder / "paths"
        listed.write_bytes(b"".join(name.encode("utf-8", "surrogateescape") + b"\0" for name in names))
        return f"--pathspec-from-file={listed}", "--pathspec-file-nul"

    def keep_old(self, paths: Iterable[Path], *, of: Underway | None = None) -> None:
        """Keep files as they are now, or as another one kept them, to be put back if need be."""
        for number, path in enumerate(paths):
            old, kept = of._old(number) if of else path, self._old(number)
            if old.exists() and not link(old, kept):
                shutil.copy2(old, kept)

    def _old(self, number: int) -> Path:
        return self.folder / str(number)

    def written(self) -> dict[Path, tuple[bytes | None, bytes]]:
        """Files that hold what was to be written, with what they held before."""
        found: dict[Path, tuple[bytes | None, bytes]] = {}
        for number, (name, digest) in enumerate(self.said.get("files", ())):
            path = self.repository.top / name
            with contextlib.suppress(FileRefused):
                now = files.read(path)
                if now is not None and sha256(now).hexdigest() == digest:
                    found[path] = (files.read(self._old(number)), now)
        return found

    def undo(self, changes: Changes) -> str:
        """Put the files back as they were; what to tell of it. What a hook or a person wrote over ours is kept in git."""
        hints = []
        for path, (before, after) in changes.items():
            try:
                now = files.read(path)
                if now is not None and now not in (before, after):
                    hints.append(f"What {path.name} held meanwhile is kept: git cat-file -p {self._kept(now)}")
                self._put_back(path, before, now)
            except (OSError, AcctplanError):
                hints.append(f"{path.name} could not be put back: look at `git diff`.")
        return " ".join(hints) or "The files are as they were before."

    def _put_back(self, path: Path, before: bytes | None, now: bytes | None) -> None:
        """The old file itself where it was kept as such, which needs no room on the disk."""
        old = self._old(self.names.index(path.relative_to(self.repository.top).as_posix()))
        if before is None:
            path.unlink(missing_ok=True)
        elif now != before:
            if files.read(old) == before:
                with contextlib.suppress(OSError):
                    old.replace(path)
                    return
            files.write(path, before, now)

    def _kept(self, data: bytes) -> str:
        return run(self.repository.top, "hash-object", "-w", "--stdin", stdin=data).stdout.decode().strip()[:12]

    def copy_index(self) -> None:
        """Start from the index as it is; git replaces an index and never writes into one."""
        index = self.repository.own / "index"
        for left in (self.index, self.folder / "index.lock"):
            left.unlink(missing_ok=True)
        if index.exists() and not link(index, self.index):
            shutil.copy2(index, self.index)

    def publish(self) -> tuple[str, ...]:
        """Let the copy of the index take the index's place; what to tell where the disk refuses that, and git's own way too."""
        try:
            if self.index.exists():
                self.index.replace(self.repository.own / "index")
        except OSError:
            self.unlock()
            if run(self.repository.top, "reset", "--quiet", *self.asked(self.names), check=False).returncode:
                return (f"Git's index could not be brought up to date: git reset -q -- {' '.join(self.names[:5])}",)
        return ()

    def holds_index(self) -> bool:
        """Whether git's index is locked by this commit."""
        return index_lock.holds(self.repository.own, self.record)

    def sweep(self) -> None:
        """Take away what a git of ours left that was killed: while we held its index no other could make such a file."""
        if self.holds_index():
            since = (self.folder / "record").stat().st_mtime_ns
            for left in self.repository.own.glob("next-index-*.lock"):
                if left.lstat().st_mtime_ns >= since:
                    left.unlink()

    def unlock(self) -> None:
        """Unlock the index, if it is this commit that locks it."""
        index_lock.release(self.repository.own, self.record)

    def end(self) -> None:
        """Unlock the index and forget the record; what the disk does not let go now is mended by the next command."""
        with contextlib.suppress(OSError):
            self.unlock()
            shutil.rmtree(self.folder, ignore_errors=True)
        if self.descriptor >= 0:
            os.close(self.descriptor)


def begin(repository: Repository, tip: Tip, changes: Changes, message: str, author: tuple[str, ...]) -> Underway:
    """Write down what is to be committed and lock git's index. Raises WriteConflict where somebody else does, GitFailed for the disk."""
    names = [path.relative_to(repository.top).as_posix() for path in changes]
    digests = [sha256(after).hexdigest() for _, after in changes.values()]
    try:
        folder = Path(tempfile.mkdtemp(prefix=_NAME, dir=repository.own))
    except OSError as error:
        raise refused(repository, error) from None
    said = {**tip._asdict(), "message": message, "author": author, "files": list(zip(names, digests, strict=True)), "key": folder.name}
    begun = Underway(repository, folder, json.dumps(said).encode())
    try:
        begun = replace(begun, descriptor=_written(folder / "record", begun.record))
        sync_folder(folder)
        index_lock.take(repository.own, folder / "record", begun.record)
        begun.copy_index()
    except BaseException as error:
        begun.end()
        if isinstance(error, OSError):
            raise refused(repository, error) from None
        raise
    return begun


def _written(path: Path, record: bytes) -> int:
    """Write the record and keep it open and held."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        _hold(descriptor)
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(record)
        os.fsync(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _hold(descriptor: int) -> bool:
    """Hold an open file; False where a process that lives holds it."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return True
    return True


def cut_off(repository: Repository) -> Iterator[Underway]:
    """Commits of ours that were cut off here, oldest first. Raises WriteConflict while a git they started still runs."""
    left = [folder for folder in repository.own.glob(f"{_NAME}*/") if os.access(folder, os.R_OK | os.W_OK | os.X_OK)]
    for folder in sorted(left, key=lambda folder: folder.stat().st_mtime_ns):
        record = files.read(folder / "record")
        if not record:
            shutil.rmtree(folder, ignore_errors=True)
            continue
        descriptor = os.open(folder / "record", os.O_RDWR)
        end = time.monotonic() + _SECONDS
        while not _hold(descriptor):
            if time.monotonic() > end:
                os.close(descriptor)
                raise WriteConflict("a commit of an earlier acctplan command is still under way", "Look for a hook that waits.")
            time.sleep(_PAUSE)
        yield Underway(repository, folder, record, descriptor)


def refused(repository: Repository, error: OSError) -> GitFailed:
    """What the disk refuses, in a line."""
    why = (error.strerror or "refused").lower()
    return GitFailed(f"{error.filename or repository.own} cannot be written: {why}", "Check its permissions and the disk.")
