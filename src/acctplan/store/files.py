"""Files of a book: read without following links, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from acctplan.errors import FileRefused, WriteConflict

_ABSENT = (errno.ENOENT, errno.ENAMETOOLONG)
_HINTS = {
    errno.EACCES: "Check the permissions of the file and its folder.",
    errno.EPERM: "Check the permissions of the file and its folder.",
    errno.EROFS: "Work on a copy that can be written to.",
    errno.ENOSPC: "Free some space and run it again.",
    errno.EDQUOT: "Free some space and run it again.",
}


def read(path: Path) -> bytes | None:
    """Bytes of a regular file, None if there is none. Raises FileRefused for links, folders, devices and closed doors."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno in _ABSENT:
            return None
        raise _linked(path) if path.is_symlink() else _refused(path, error, "cannot be read") from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileRefused(f"{path.name} is no regular file", "Put the file itself in the book.")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read()
    except OSError as error:
        raise _refused(path, error, "cannot be read") from None
    finally:
        os.close(descriptor)


def walk(folder: Path, suffix: str) -> Iterator[Path]:
    """Regular files and links of that suffix below a folder, sorted; folders that are links are not entered.

    Raises FileRefused where the folder itself is a link, or one in it is closed.
    """
    if folder.is_symlink():
        raise _linked(folder)
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if is_folder:
            waiting += reversed(_listed(path, suffix))
        else:
            yield path


def _listed(folder: Path, suffix: str) -> list[tuple[Path, bool]]:
    """What lies in a folder, sorted: folders, and files of that suffix; nothing if it is none."""
    try:
        with os.scandir(folder) as entries:
            shown = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
        kinds = [(Path(entry.path), entry.name, entry.is_dir(follow_symlinks=False)) for entry in shown]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _refused(folder, error, "cannot be read") from None
    return [(path, is_folder) for path, name, is_folder in kinds if is_folder or name.endswith(suffix)]


def below(book: Path, name: str) -> Path:
    """The path of a file or folder in a book. Raises FileRefused for one outside, or behind a folder that is a link."""
    steps = Path(name).parts
    if not steps or Path(name).is_absolute() or ".." in steps:
        raise FileRefused(f"{name[:60] or 'nothing'} is outside the book", "Name a file of the book.")
    for depth in range(1, len(steps)):
        if book.joinpath(*steps[:depth]).is_symlink():
            raise _linked(book.joinpath(*steps[:depth]))
    return book.joinpath(*steps)


def write(path: Path, data: bytes, expected: bytes | None) -> None:
    """Replace a file by new bytes, at once and for good: temporary file in the same folder, fsync, rename, fsync.

    `expected` is what the file held when it was read (None: it was absent). Raises WriteConflict if it holds something
    else by now, FileRefused where writing is not allowed; the old bytes stand in both cases.
    """
    if read(path) != expected:
        raise WriteConflict(f"{path.name} changed while this command ran", "Run the command again.")
    if expected is not None and not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise FileRefused(f"{path.name} cannot be written: it is read-only", "Make it writable first.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".acctplan-", suffix=".tmp")
    except OSError as error:
        raise _refused(path, error, "cannot be written") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            os.fchmod(descriptor, stat.S_IMODE(path.stat().st_mode) if expected is not None else 0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        raise _refused(path, error, "cannot be written") from None
    finally:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
    _sync_folder(path.parent)


def _linked(path: Path) -> FileRefused:
    return FileRefused(f"{path.name}: is a link, and links are not followed", "Put the file itself in the book.")


def _refused(path: Path, error: OSError, what: str) -> FileRefused:
    why = (error.strerror or "refused").lower()
    return FileRefused(f"{path.name} {what}: {why}", _HINTS.get(error.errno or 0, "Check the disk and the folder."))


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
