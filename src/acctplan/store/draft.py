"""A temporary file beside the one it shall replace: on disk before it takes its place. What the disk refuses is an OSError."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_SECONDS = 10
_NAME, _SUFFIX = ".acctplan-", ".tmp"
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV)
_NO_SYNC = (errno.EINVAL, errno.EBADF, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EPERM)


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """No other command puts a file into a folder meanwhile; what one that was killed left there is taken away.

    Where the platform has no such locks, or somebody else holds this one for ten seconds, the work goes on without.
    """
    descriptor = -1
    try:
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            descriptor = os.open(folder, os.O_RDONLY)
            end = time.monotonic() + _SECONDS
            while not (held := _locked(fcntl, descriptor)) and time.monotonic() < end:
                time.sleep(0.005)
            if held:
                _clear(folder)
        yield
    finally:
        if descriptor >= 0:
            os.close(descriptor)


def _locked(fcntl: Any, descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _clear(folder: Path) -> None:
    """Take temporary files of ours away: while the folder is held, nobody writes them any more."""
    with os.scandir(folder) as entries:
        left = [entry for entry in entries if entry.name.startswith(_NAME) and entry.name.endswith(_SUFFIX)]
    for entry in left:
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid():
            Path(entry.path).unlink()


def draft(path: Path, data: Iterable[bytes], *, fresh: bool) -> Path:
    """A temporary file beside a path, on disk, with these pieces and the rights of the file that is there, or of any fresh one."""
    import tempfile

    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=_NAME, suffix=_SUFFIX)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in data:
                file.write(piece)
            file.flush()
            if fresh:
                os.fchmod(descriptor, 0o666 & ~_umask())
            else:
                _copy_rights(path, descriptor)
            os.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)


def _copy_rights(old: Path, descriptor: int) -> None:
    """Owner, mode, and attributes such as access lists, as far as this person may give them."""
    was, now = old.stat(), os.fstat(descriptor)
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, was.st_uid, was.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(was.st_mode))
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(old):
                os.setxattr(descriptor, name, os.getxattr(old, name))


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def put(temporary: Path, path: Path, *, fresh: bool) -> None:
    """Let a temporary file take its place. Raises FileExistsError where a fresh file would replace one."""
    if fresh and link(temporary, path):
        with contextlib.suppress(OSError):
            temporary.unlink()
    else:
        temporary.replace(path)


def link(path: Path, name: Path) -> bool:
    """Give a file a second name; False where the disk knows none. Raises FileExistsError if the name is taken."""
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno in _NO_LINKS:
            return False
        raise
    return True


def sync_folder(folder: Path) -> None:
    """See that what was renamed in a folder stays so, where the platform can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
