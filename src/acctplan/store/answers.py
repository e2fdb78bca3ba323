"""Answers once given, kept by everything they depend on: the question, the day, the tool, the contents of the book.

They hold words of plans, so they lie in the person's own cache folder, closed to others, few and for a short while.
An entry that is not whole is no entry: a cache that is gone, locked or broken costs time and nothing else.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from .cache import cache_file, is_ours, write

_KEPT = 200
_RUNS = 30_000
"""Rows of runs of some sixty accounts, four each: a book of a hundred thousand has 6,300, and each way of asking keeps its own."""
_LARGEST = 32 * 2**20
_TABLE = "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, at INTEGER, value BLOB)"
_INDEX = "CREATE INDEX IF NOT EXISTS newest ON answer (at)"


class Answers:
    """Values by key, the newest `most` of them. `path` is None for none at all."""

    def __init__(self, path: Path | None, most: int = _KEPT) -> None:
        self.path = path
        self.most = most

    def get(self, key: str) -> Any:
        """What was kept, None if nothing was."""
        if self.path is None or not is_ours(self.path):
            return None
        try:
            with closing(sqlite3.connect(self.path, timeout=1)) as base:
                row = base.execute("SELECT value FROM answer WHERE key = ?", (key,)).fetchone()
            return _opened(row[0], key) if row else None
        except (sqlite3.Error, OSError, ValueError, TypeError, zlib.error):
            return None

    def under(self, start: str) -> dict[str, bytes]:
        """All that was kept under keys with that start, closed: `opened` opens one."""
        if self.path is None or not is_ours(self.path):
            return {}
        with suppress(sqlite3.Error, OSError), closing(sqlite3.connect(self.path, timeout=1)) as base:
            return dict(base.execute("SELECT key, value FROM answer WHERE key >= ? AND key < ?", (start, f"{start}\U0010ffff")))
        return {}

    def put(self, values: Mapping[str, Any]) -> None:
        """Keep values; the oldest make room."""
        rows = [(key, packed) for key, value in values.items() if len(packed := _packed(value, key)) <= _LARGEST]
        if self.path is None or not rows:
            return

        def work(base: sqlite3.Connection) -> None:
            base.execute(_TABLE)
            base.execute(_INDEX)
            base.executemany("INSERT OR REPLACE INTO answer SELECT ?, COALESCE(MAX(at), 0) + 1, ? FROM answer", rows)
            base.execute("DELETE FROM answer WHERE at <= (SELECT MAX(at) FROM answer) - ?", (self.most,))

        write(self.path, work)


def answers(stamp: str) -> Answers:
    """The person's answers of this tool, whose code the stamp names."""
    meanings = cache_file()
    return Answers(meanings.with_name(f"answers-{stamp}.sqlite") if meanings else None)


def parts_kept() -> Answers:
    """What was found in the person's books, run by run of their accounts; each says itself which code found it."""
    meanings = cache_file()
    return Answers(meanings.with_name(f"parts-{meanings.stem.partition('-')[2]}.sqlite") if meanings else None, _RUNS)


def opened(kept: bytes | None, key: str) -> Any:
    """What `under` gave for a key; None for nothing, and for what is not whole."""
    try:
        return _opened(kept, key) if kept else None
    except (ValueError, TypeError, zlib.error):
        return None


def sound(kept: bytes | None, key: str) -> bool:
    """Whether what `under` gave for a key is what was kept."""
    try:
        return kept is not None and _mark(zlib.decompress(kept[16:]), key) == kept[:16]
    except (TypeError, zlib.error):
        return False


def _packed(value: Any, key: str) -> bytes:
    data = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _mark(data, key) + zlib.compress(data, 1)


def _opened(packed: bytes, key: str) -> Any:
    data = zlib.decompress(packed[16:])
    return json.loads(data.decode("utf-8", "surrogatepass")) if _mark(data, key) == packed[:16] else None


def _mark(data: bytes, key: str) -> bytes:
    return blake2b(data, digest_size=16, key=key.encode()[:64]).digest()
