"""Versions of plans as git holds them, each read when it is asked for, once, and remembered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from acctplan.analysis.belief_age import BODY, Meaning, meaning_of
from acctplan.analysis.put_together import put_together
from acctplan.model.finding import Fault
from acctplan.model.revision import FileChange
from acctplan.planfile.decode import decode
from acctplan.planfile.events import Refused
from acctplan.planfile.parse import parse_tree
from acctplan.planfile.sections import Key, key_of, read_section, sections

from .cache import MeaningCache, cache_file
from .git import Repository

if TYPE_CHECKING:
    from .shelf import Desk

_SHAPE = "3"
"""Raised whenever the same words get another digest."""
_MOST_ALIKE = 2_000
"""Fields of versions that are remembered at once: some plans' worth."""


class Versions:
    """Meanings of versions by blob. `parsed` counts those that were read, in whole or in part; `missing` are not in the clone."""

    def __init__(self, repository: Repository, desk: Desk, *, cached: bool = True) -> None:
        self.desk = desk
        self.reader = repository.reader()
        self.known = MeaningCache(cache_file() if cached else None, _salt(desk))
        self.held: dict[str, Meaning | None] = {}
        self.fresh: dict[str, Meaning | None] = {}
        self.alike: dict[Key, str | None] = {}
        self.parsed = 0
        self.missing: set[str] = set()
        self.here = repository.objects() if repository.partial else None
        self.trees = cache(self._trees)

    def meaning(self, blob: str) -> Meaning | None:
        """What a version means, None if it cannot be read or is not here."""
        if blob not in self.held:
            found, known = self.known.get(blob)
            self.held[blob] = known if found else self._read(blob)
        return self.held[blob]

    def _read(self, blob: str) -> Meaning | None:
        data = self.data(blob)
        if data is None:
            return None
        self.parsed += 1
        self.fresh[blob] = self._by_section(data) or self._whole(data)
        return self.fresh[blob]

    def _whole(self, data: bytes) -> Meaning | None:
        tree = parse_tree(data, self.desk.team)
        return meaning_of(*tree) if tree else None

    def _by_section(self, data: bytes) -> Meaning | None:
        """What a version means, of which only the fields are read that no version read before has alike; None where that cannot be."""
        text = decode(data)
        parts = None if isinstance(text, Fault) else sections(text)
        if parts is None:
            return None
        if len(self.alike) > _MOST_ALIKE:
            self.alike.clear()
        try:
            said = {name: self._said(parts, name) for name in parts}
        except Refused:
            return None
        return {name: digest for name, digest in said.items() if digest}

    def _said(self, parts: Mapping[str, str], name: str) -> str | None:
        key = key_of(parts, name)
        if key not in self.alike:
            meaning = meaning_of({}, parts[name]) if name == BODY else meaning_of({name: read_section(parts, name, self.desk.team)}, "")
            self.alike[key] = meaning.get(name)
        return self.alike[key]

    def know(self, text: str, tree: Mapping[str, Any], meaning: Meaning) -> None:
        """Take in what a plan that was read means, so that versions of it need be read only where they differ."""
        parts = sections(text)
        if parts is not None and set(parts) - {BODY} == set(tree):
            self.alike |= {key_of(parts, name): meaning.get(name) for name in parts}

    def data(self, blob: str) -> bytes | None:
        """A blob's bytes; git is never asked for one it would have to fetch."""
        data = self.reader.get(blob) if self.here is None or blob in self.here else None
        if data is None:
            self.missing.add(blob)
        return data

    def holds(self, blobs: set[str]) -> bool:
        """Whether the clone holds these blobs, as far as anybody asked."""
        return blobs <= self.here if self.here is not None else not blobs & self.missing

    def joined(self, change: FileChange, block: str) -> bool:
        """Whether a merge only put together what its parents say in a block."""
        said, *parents = (tree.get(block) for tree in self.trees(change))
        return put_together(said, parents)

    def _trees(self, change: FileChange) -> list[Mapping[str, Any]]:
        contents = [self.data(blob) if blob else None for blob in (change.after, *change.before)]
        trees = [parse_tree(data, self.desk.team) if data is not None else None for data in contents]
        return [{**tree[0], BODY: tree[1].split("\n")} if tree else {} for tree in trees]

    def close(self) -> None:
        """Remember what was read, and let git go; what is asked for later opens it again."""
        self.known.put(self.fresh)
        self.fresh = {}
        self.known.close()
        self.reader.close()


def _salt(desk: Desk) -> str:
    return blake2b("\0".join([_SHAPE, *sorted(desk.team)]).encode(), digest_size=6).hexdigest()
