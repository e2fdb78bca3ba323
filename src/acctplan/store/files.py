"""Files of a book: read without following links, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from acctplan.errors import FileRefused, Overtaken

from .draft import alone_in, draft, put, sync_folder

_MOST = 64 * 2**20
_ABSENT = (errno.ENOENT, errno.ENAMETOOLONG)
_HINTS = {
    errno.EACCES: "Check the permissions of the file and its folder.",
    errno.EPERM: "Check the permissions of the file and its folder.",
    errno.EROFS: "Work on a copy that can be written to.",
    errno.ENOSPC: "Free some space and run it again.",
    errno.EDQUOT: "Free some space and run it again.",
}


def read(path: Path, most: int = -1) -> bytes | None:
    """Bytes of a regular file, None if there is none. Raises FileRefused for links, folders, devices and closed doors.

    With `most`, not more than its first so many bytes; without, FileRefused for one over 64 MiB.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno in _ABSENT:
            return None
        raise _linked(path) if path.is_symlink() else _refused(path, error, "cannot be read") from None
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise FileRefused(f"{path.name} is no regular file", "Put the file itself in the book.")
        if most < 0 and state.st_size > _MOST:
            raise FileRefused(f"{path.name} is over {_MOST // 2**20} MiB", "Name a smaller file.")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(most) if 0 <= most < state.st_size else file.read()
    except OSError as error:
        raise _refused(path, error, "cannot be read") from None
    finally:
        os.close(descriptor)


def walk(folder: Path, suffix: str) -> Iterator[Path]:
    """Regular files and links of that suffix below a folder, sorted; folders that are links are not entered.

    Raises FileRefused where the folder itself is a link, or one in it is closed.
    """
    return map(Path, names(folder, suffix))


def names(folder: Path, suffix: str) -> Iterator[str]:
    """The same as text: of very many files, making paths takes most of the time."""
    if folder.is_symlink():
        raise _linked(folder)
    waiting = [(os.fspath(folder), True)]
    while waiting:
        path, is_folder = waiting.pop()
        if is_folder:
            waiting += reversed(_listed(path, suffix))
        else:
            yield path


def _listed(folder: str, suffix: str) -> list[tuple[str, bool]]:
    """What lies in a folder, sorted: folders, and files of that suffix; nothing if it is none."""
    try:
        with os.scandir(folder) as entries:
            shown = sorted(
                (entry.name, entry.path, entry.is_dir(follow_symlinks=False)) for entry in entries if not entry.name.startswith(".")
            )
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _refused(Path(folder), error, "cannot be read") from None
    return [(path, is_folder) for name, path, is_folder in shown if is_folder or name.endswith(suffix)]


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
    """Replace a file by new bytes, at once and for good; see `write_all`."""
    write_all({path: (expected, data)})


def write_all(changes: Mapping[Path, tuple[bytes | None, bytes]]) -> None:
    """Replace files by new bytes, all of them or none: temporary files in the same folders, fsync, renames, fsync.

    `changes` runs from path to what the file held when it was read (None: it was absent) and what it shall hold. Raises
    Overtaken if one holds something else by now, FileRefused where writing is not allowed; the old bytes stand in both cases.
    """
    made: list[Path] = []
    drafts: dict[Path, Path] = {}
    done: list[Path] = []
    with contextlib.ExitStack() as held:
        try:
            for folder in sorted({path.parent for path in changes}):
                made += _made(folder)
                held.enter_context(alone_in(folder))
            for path, (expected, data) in changes.items():
                _refuse_closed(path, expected)
                with _telling(path):
                    drafts[path] = draft(path, (data,), fresh=expected is None)
            for path, (expected, _) in changes.items():
                _put(drafts[path], path, expected)
                done.append(path)
            for folder in sorted({path.parent for path in (*changes, *made)}):
                with _telling(folder):
                    sync_folder(folder)
        except BaseException:
            for temporary in drafts.values():
                with contextlib.suppress(OSError):
                    temporary.unlink()
            _put_back(changes, done, made)
            raise


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Replace a file by what comes piece by piece, at once: it is never whole in memory, nor is what it held.

    Raises Overtaken if somebody wrote there meanwhile, FileRefused where writing is not allowed; the old bytes stand in both cases.
    """
    before = _state(path)
    with alone_in(path.parent), _telling(path):
        if before and not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise _closed(path)
        temporary = draft(path, pieces, fresh=not before)
        try:
            if _state(path) != before:
                raise _overtaken(path)
            _take_place(temporary, path, fresh=not before)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)


def _state(path: Path) -> tuple[int, ...]:
    """By what a regular file is told from itself at another moment; nothing if there is none. Raises FileRefused for anything else."""
    try:
        found = path.lstat()
    except OSError as error:
        if error.errno in _ABSENT:
            return ()
        raise _refused(path, error, "cannot be read") from None
    if stat.S_ISLNK(found.st_mode):
        raise _linked(path)
    if not stat.S_ISREG(found.st_mode):
        raise FileRefused(f"{path.name} is no regular file", "Put the file itself in the book.")
    return found.st_ino, found.st_size, found.st_mtime_ns


def _made(folder: Path) -> list[Path]:
    """The folders that had to be made so that this one is there, deepest first."""
    absent = [] if folder.is_dir() else [one for one in (folder, *folder.parents) if not one.exists()]
    with _telling(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return absent


def _refuse_closed(path: Path, expected: bytes | None) -> None:
    refuse_other(path, expected)
    if expected is not None and not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise _closed(path)


def refuse_other(path: Path, expected: bytes | None) -> None:
    """Raise Overtaken if a file holds something else than when it was read."""
    if read(path) != expected:
        raise _overtaken(path)


def _overtaken(path: Path) -> Overtaken:
    return Overtaken(f"{path.name} changed while this command ran", "Run the command again.")


def _put(temporary: Path, path: Path, expected: bytes | None) -> None:
    """Let a temporary file take its place, if that still holds what is expected."""
    refuse_other(path, expected)
    with _telling(path):
        _take_place(temporary, path, fresh=expected is None)


def _take_place(temporary: Path, path: Path, *, fresh: bool) -> None:
    try:
        put(temporary, path, fresh=fresh)
    except FileExistsError:
        raise _overtaken(path) from None


def _put_back(changes: Mapping[Path, tuple[bytes | None, bytes]], done: Iterable[Path], made: Iterable[Path]) -> None:
    """Undo what was put in place before something failed, as far as the disk allows; what others wrote since stays."""
    for path in done:
        before, after = changes[path]
        with contextlib.suppress(OSError, FileRefused):
            if read(path) == after:
                if before is None:
                    path.unlink()
                else:
                    draft(path, (before,), fresh=False).replace(path)
    for folder in made:
        with contextlib.suppress(OSError):
            folder.rmdir()


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    """What the disk refuses, in a line that names the file."""
    try:
        yield
    except OSError as error:
        raise _refused(path, error, "cannot be written") from None


def _closed(path: Path) -> FileRefused:
    return FileRefused(f"{path.name} cannot be written: it is read-only", "Make it writable first.")


def _linked(path: Path) -> FileRefused:
    return FileRefused(f"{path.name}: is a link, and links are not followed", "Put the file itself in the book.")


def _refused(path: Path, error: OSError, what: str) -> FileRefused:
    why = (error.strerror or "refused").lower()
    return FileRefused(f"{path.name} {what}: {why}", _HINTS.get(error.errno or 0, "Check the disk and the folder."))
