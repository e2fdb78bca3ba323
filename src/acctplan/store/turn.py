"""One command at a time commits in a repository; the others wait for their turn, and who came first goes first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from acctplan.errors import WriteConflict

from .git import Repository
from .underway import refused

_SECONDS = 10.0
_MINE: ContextVar[frozenset[Path]] = ContextVar("turns of this command", default=frozenset())


@contextmanager
def turn(repository: Repository) -> Iterator[None]:
    """This command's turn, which it may take twice. Raises WriteConflict after ten seconds of waiting."""
    place = repository.common / "acctplan.lock"
    if place in _MINE.get():
        yield
        return
    try:
        import fcntl
    except ImportError:
        held = _polled(place)
    else:
        held = _queued(place, fcntl)
    try:
        held.__enter__()
    except OSError as error:
        raise refused(repository, error) from None
    token = _MINE.set(_MINE.get() | {place})
    try:
        yield
    finally:
        _MINE.reset(token)
        held.__exit__(None, None, None)


@contextmanager
def _queued(place: Path, fcntl: Any) -> Iterator[None]:
    """The system's own queue, waited in by a thread, as a wait in it has no end of its own; polling would leave some to starve.

    A disk that knows no such queue lets everybody through: git itself never lets two commits take the same place.
    """
    from threading import Lock, Thread

    descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
    fate: list[str] = []
    deciding = Lock()

    def wait() -> None:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        with deciding:
            fate.append("came")
            if fate[0] == "gone":
                os.close(descriptor)

    waiting = Thread(target=wait, daemon=True)
    waiting.start()
    try:
        waiting.join(_SECONDS)
    finally:
        with deciding:
            fate.append("gone")
    if fate[0] == "gone":
        _refuse()
    try:
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _polled(place: Path) -> Iterator[None]:
    """The same where the system has no such queue."""
    from filelock import FileLock, Timeout

    held = FileLock(place)
    try:
        held.acquire(timeout=_SECONDS)
    except Timeout:
        _refuse()
    try:
        yield
    finally:
        held.release()


def _refuse() -> None:
    raise WriteConflict("another acctplan command is writing to this book", "Try again when it has ended.")
