"""Git's own lock on its index, taken by us: a second name of a record, so that whose it is can always be told."""

from __future__ import annotations

import contextlib
import time
from datetime import datetime
from pathlib import Path

from acctplan.errors import FileRefused, WriteConflict

from . import files
from .draft import link

_SECONDS, _PAUSE = 2.0, 0.01


def take(own: Path, record: Path, data: bytes) -> None:
    """Lock the index of a git folder in the name of a record, as soon as it is free. Raises WriteConflict if that takes long."""
    end = time.monotonic() + _SECONDS
    while True:
        with contextlib.suppress(FileExistsError):
            if not link(record, _lock(own)):
                with _lock(own).open("xb") as lock:
                    lock.write(data)
            return
        if time.monotonic() > end:
            _refuse(own)
        time.sleep(_PAUSE)


def holds(own: Path, data: bytes) -> bool:
    """Whether the index is locked in the name of the record that says this."""
    try:
        return files.read(_lock(own)) == data
    except FileRefused:
        return False


def release(own: Path, data: bytes) -> None:
    """Unlock the index if it is locked in that name; anybody else's lock stays."""
    if holds(own, data):
        _lock(own).unlink(missing_ok=True)


def _refuse(own: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        since = datetime.fromtimestamp(_lock(own).lstat().st_mtime).strftime("%Y-%m-%d %H:%M")
        raise WriteConflict(
            f"git's index is locked since {since}: {_lock(own)}", "End the other git command, or delete the lock if none runs."
        )


def _lock(own: Path) -> Path:
    return own / "index.lock"
