"""What was once found out about a content, kept by that content's hash: digests only, never a word of a plan.

The key holds the content, who our people are, the format and the tool's version; a cache that is gone, locked or broken
costs time and nothing else.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path

Meaning = Mapping[str, str]


class MeaningCache:
    """Meanings of plan versions by blob id; None for a version that cannot be read. `path` is None for no cache at all."""

    def __init__(self, path: Path | None, salt: str) -> None:
        self.path = path
        self.salt = salt
        self.base: sqlite3.Connection | None = None

    def get(self, blob: str) -> tuple[bool, Meaning | None]:
        """Whether a blob is known, and as what."""
        try:
            if self.base is None and self.path is not None and is_ours(self.path):
                self.base = sqlite3.connect(self.path, timeout=1)
            if self.base is None:
                return False, None
            row = self.base.execute("SELECT value FROM meaning WHERE key = ?", (f"{self.salt}:{blob}",)).fetchone()
            meaning = json.loads(row[0]) if row else {}
        except (sqlite3.Error, ValueError, TypeError, OSError):
            self.path = None
            self.close()
            return False, None
        return row is not None and (meaning is None or isinstance(meaning, dict)), meaning

    def put(self, meanings: Mapping[str, Meaning | None]) -> None:
        """Remember what was found out."""
        if self.path is None or not meanings:
            return
        rows = [(f"{self.salt}:{blob}", json.dumps(meaning)) for blob, meaning in meanings.items()]

        def work(base: sqlite3.Connection) -> None:
            base.execute("CREATE TABLE IF NOT EXISTS meaning (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
            base.executemany("INSERT OR REPLACE INTO meaning VALUES (?, ?)", rows)

        write(self.path, work)

    def close(self) -> None:
        """Let the file go."""
        if self.base is not None:
            self.base.close()
            self.base = None


def write(path: Path, work: Callable[[sqlite3.Connection], None]) -> None:
    """Have something written to a database of this person's, all of it or nothing; nothing where that cannot be."""
    with suppress(sqlite3.Error, OSError):
        if made_ours(path):
            with closing(sqlite3.connect(path, timeout=1)) as base, base:
                base.execute("PRAGMA synchronous = OFF")
                work(base)


def is_ours(path: Path) -> bool:
    """Whether a file is there that nobody but this person wrote: theirs, no link, in a folder of theirs that others cannot write to."""
    try:
        file, folder = path.lstat(), path.parent.stat()
    except (OSError, ValueError):
        return False
    alone = not hasattr(os, "geteuid") or (file.st_uid == folder.st_uid == os.geteuid() and not folder.st_mode & stat.S_IWOTH)
    return alone and stat.S_ISREG(file.st_mode)


def made_ours(path: Path) -> bool:
    """Make a file that nobody else may read, where there is none, in a folder of its own; whether it is this person's. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o600)
    try:
        if not is_ours(path):
            return False
        path.chmod(0o600)
    finally:
        os.close(descriptor)
    return True


def cache_file() -> Path | None:
    """Where the cache lies: in the person's own cache folder, by version of tool and format. None for who has no home."""
    from acctplan import __version__
    from acctplan.planfile.upgrade import FORMAT

    try:
        return _folder() / f"meaning-{__version__}-{FORMAT}.sqlite"
    except RuntimeError:
        return None


def _folder() -> Path:
    """The cache folder as the platform has it; Linux's rule is short enough to spare an import on every run."""
    if sys.platform == "linux":
        said = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(said) if Path(said).is_absolute() else Path.home() / ".cache") / "acctplan"
    from platformdirs import user_cache_path

    return user_cache_path("acctplan")
