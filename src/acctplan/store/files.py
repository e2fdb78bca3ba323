"""Files of a book: read without following links, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from acctplan.errors import FileRefused, WriteConflict


def read(path: Path) -> bytes | None:
    """Bytes of a regular file, None if there is none. Raises FileRefused for links, folders, devices and closed doors."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        why = "is a link, and links are not followed" if path.is_symlink() else (error.strerror or "cannot be opened").lower()
        raise FileRefused(f"{path.name}: {why}", "Put the file itself in the book.") from None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileRefused(f"{path.name} is no regular file", "Put the file itself in the book.")
        return file.read()


def walk(folder: Path, suffix: str) -> Iterator[Path]:
    """Regular files and links of that suffix below a folder, sorted; folders that are links are not entered."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield from walk(Path(entry.path), suffix)
        elif entry.name.endswith(suffix) and not entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield Path(entry.path)


def write(path: Path, data: bytes, expected: bytes | None) -> None:
    """Replace a file by new bytes, at once and for good: temporary file in the same folder, fsync, rename, fsync.

    `expected` is what the file held when it was read (None: it was absent). Raises WriteConflict if it holds something
    else by now, FileRefused where writing is not allowed; the old bytes stand in both cases.
    """
    if read(path) != expected:
        raise WriteConflict(f"{path.name} changed while this command ran", "Run the command again.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        raise FileRefused(
            f"{path.name} cannot be written: {(error.strerror or 'refused').lower()}", "Check the folder's permissions."
        ) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            os.fchmod(descriptor, stat.S_IMODE(path.stat().st_mode) if expected is not None else 0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        raise FileRefused(
            f"{path.name} cannot be written: {(error.strerror or 'refused').lower()}", "Free some space or check permissions."
        ) from None
    finally:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
    _sync_folder(path.parent)


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
