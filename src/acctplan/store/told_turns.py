"""What was told of plans' versions before, by everything it was told from: only versions that came since are read again.

It holds words of plans, so it lies in the person's own cache folder, closed to others, and the oldest makes room. What is not whole is
not there: a cache that is gone, locked or broken costs time and nothing else.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from acctplan.model.revision import FileChange
from acctplan.model.team import Team

from .cache import cache_file, is_ours, write

_MOST = 96 * 2**20
"""Bytes of what is kept of all plans; of one, a hundredth of it."""
_TABLE = "CREATE TABLE IF NOT EXISTS told (at INTEGER PRIMARY KEY, key TEXT UNIQUE, value BLOB)"
_TRIM = """DELETE FROM told WHERE at <= (SELECT at FROM (
    SELECT at, SUM(LENGTH(value)) OVER (ORDER BY at DESC) AS held FROM told) WHERE held > ? ORDER BY at DESC LIMIT 1)"""

Told = list[Any]
"""Of each of a plan's changes in turn, oldest first: its mark, and what was told of it."""


class ToldTurns:
    """What was told of plans, by their ids. `team` names people in it, `stamp` the code that tells. `path` is None for no cache."""

    def __init__(self, path: Path | None, team: Team, stamp: str, *words: str) -> None:
        self.path = path
        self.salt = _digest(stamp, *words, *(f"{key}={team.name(key)}" for key in team))

    def get(self, ids: Iterable[str]) -> dict[str, Told]:
        """What is known of these plans."""
        found: dict[str, Told] = {}
        if self.path is None or not is_ours(self.path):
            return found
        with suppress(sqlite3.Error, OSError, ValueError, TypeError, zlib.error), closing(sqlite3.connect(self.path, timeout=1)) as base:
            for plan in ids:
                row = base.execute("SELECT value FROM told WHERE key = ?", (self._key(plan),)).fetchone()
                if row:
                    found[plan] = self._opened(plan, row[0])
        return found

    def put(self, told: Mapping[str, Told]) -> None:
        """Remember what was told; the oldest makes room."""
        rows = [(self._key(plan), packed) for plan, one in told.items() if len(packed := self._packed(plan, one)) <= _MOST // 100]
        if self.path is None or not rows:
            return

        def work(base: sqlite3.Connection) -> None:
            base.execute(_TABLE)
            base.executemany("INSERT OR REPLACE INTO told (key, value) VALUES (?, ?)", rows)
            base.execute(_TRIM, (_MOST,))

        write(self.path, work)

    def _key(self, plan: str) -> str:
        return _digest(self.salt, plan)

    def _packed(self, plan: str, told: Told) -> bytes:
        data = zlib.compress(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)
        return self._mark(plan, data) + data

    def _opened(self, plan: str, packed: bytes) -> Told:
        if self._mark(plan, packed[16:]) != packed[:16]:
            raise ValueError
        told = json.loads(zlib.decompress(packed[16:]).decode("utf-8", "surrogatepass"))
        return told if isinstance(told, list) else []

    def _mark(self, plan: str, data: bytes) -> bytes:
        return blake2b(data, digest_size=16, key=self._key(plan).encode()).digest()


def told_turns(team: Team, stamp: str, *words: str) -> ToldTurns:
    """What this person was told before. `words` are all else that decides what is told of a version."""
    meanings = cache_file()
    return ToldTurns(meanings.with_name("history.sqlite") if meanings else None, team, stamp, *words)


def marks(steps: Iterable[FileChange]) -> list[str]:
    """A mark for each of a plan's changes, oldest first: two have one mark where all that led to them is the same."""
    found, before = [], ""
    for step in steps:
        revision = step.revision
        shown = (revision.commit, str(revision.day), revision.author, revision.subject, str(revision.mechanical))
        before = _digest(before, *shown, *(str(blob) for blob in (*step.before, step.after)))
        found.append(before)
    return found


def _digest(*words: str) -> str:
    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
