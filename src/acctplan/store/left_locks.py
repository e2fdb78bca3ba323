"""Locks that stand in a git folder: of a git at work, or of one that was killed and never took its own away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from .git import Repository

_OWN, _COMMON = ("HEAD.lock", "index.lock"), ("config.lock", "packed-refs.lock")


def left_locks(repository: Repository) -> list[tuple[Path, str]]:
    """The locks on HEAD, index, settings and refs, with the minute since when each is there."""
    found = []
    for path in _places(repository):
        with suppress(OSError):
            found.append((path, datetime.fromtimestamp(path.lstat().st_mtime).strftime("%Y-%m-%d %H:%M")))
    return found


def _places(repository: Repository) -> Iterator[Path]:
    yield from (repository.own / name for name in _OWN)
    yield from (repository.common / name for name in _COMMON)
    for folder, _, names in os.walk(repository.common / "refs"):
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(".lock"))
