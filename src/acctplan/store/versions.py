"""Versions of plans as git holds them, each read when it is asked for, once, and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from acctplan.analysis.belief_age import BODY, Meaning, meaning_of
from acctplan.analysis.put_together import put_together
from acctplan.model.revision import FileChange
from acctplan.planfile.decode import decode
from acctplan.planfile.events import Refused
from acctplan.planfile.parse import parse_tree
from acctplan.planfile.sections import Key, ReadOnce, key_of, sections

from .cache import MeaningCache, cache_file
from .git import Repository

if TYPE_CHECKING:
    from .shelf import Desk

_SHAPE = "3"
"""Raised whenever the same words get another digest."""
_AT_HAND = 32
"""Versions whose text is kept: those of one plan, as a rule."""
_MOST_HELD = 500
"""Versions whose meaning is held at once."""
_MOST_ALIKE = 2_000
"""Fields of versions that are remembered at once: some plans' worth."""
_MOST_READ = 300
"""Fields whose values are held at once: those of a plan's last versions, for who asks what they said."""


class Versions:
    """Meanings of versions by blob. `parsed` counts those that were read, in whole or in part; `missing` are not in the clone."""

    def __init__(self, repository: Repository, desk: Desk, *, cached: bool = True) -> None:
        self.desk = desk
        self.reader = repository.reader()
        self.known = MeaningCache(cache_file() if cached else None, _salt(desk))
        self.held: dict[str, Meaning | None] = {}
        self.fresh: dict[str, Meaning | None] = {}
        self.alike: dict[Key, str | None] = {}
        self.field = ReadOnce()
        self.parsed = 0
        self.missing: set[str] = set()
        self.likely: tuple[str, ...] = ()
        self.at_hand = lru_cache(maxsize=_AT_HAND)(self._fetched)
        self.sections = lru_cache(maxsize=_AT_HAND)(self._sections)
        self.here = repository.objects() if repository.partial else None
        self.trees = cache(self._trees)

    def meaning(self, blob: str) -> Meaning | None:
        """What a version means, None if it cannot be read or is not here."""
        if blob not in self.held:
            if len(self.held) > _MOST_HELD:
                self._remember()
            found, known = self.known.get(blob)
            self.held[blob] = known if found else self._read(blob)
        return self.held[blob]

    def _read(self, blob: str) -> Meaning | None:
        data = self.data(blob)
        if data is None:
            return None
        self.parsed += 1
        self.fresh[blob] = self._by_section(self.sections(blob)) or self._whole(data)
        return self.fresh[blob]

    def _whole(self, data: bytes) -> Meaning | None:
        tree = parse_tree(data, self.desk.team)
        return meaning_of(*tree) if tree else None

    def _by_section(self, parts: Mapping[str, str] | None) -> Meaning | None:
        """What a version means, of which only the fields are read that no version read before has alike; None where that cannot be."""
        if parts is None:
            return None
        if len(self.alike) > _MOST_ALIKE:
            self.alike.clear()
        if len(self.field.alike) > _MOST_READ:
            self.field.alike.clear()
        keys = {name: key_of(parts, name) for name in parts}
        fresh = [name for name, key in keys.items() if key not in self.alike]
        try:
            read = self.field.every(parts, (name for name in fresh if name != BODY), self.desk.team)
        except Refused:
            return None
        said = meaning_of(read, parts[BODY] if BODY in fresh else "")
        self.alike |= {keys[name]: said.get(name) for name in fresh}
        return {name: digest for name, key in keys.items() if (digest := self.alike[key])}

    def know(self, parts: Mapping[str, str], tree: Mapping[str, Any], meaning: Meaning) -> None:
        """Take in what the lines of a plan's fields mean, so that versions of it need be read only where they differ."""
        if parts and set(parts) - {BODY} == set(tree):
            self.alike |= {key_of(parts, name): meaning.get(name) for name in parts}

    def expect(self, blobs: Iterable[str]) -> None:
        """Say which versions are the likely ones to be asked for next: once one of them is, git is asked for all of them."""
        self.likely = tuple(blobs)

    def data(self, blob: str) -> bytes | None:
        """A blob's bytes; git is never asked for one it would have to fetch."""
        data = self.at_hand(blob) if self.here is None or blob in self.here else None
        if data is None:
            self.missing.add(blob)
        return data

    def _fetched(self, blob: str) -> bytes | None:
        if blob in self.likely and self.here is None:
            self.reader.expect(self.likely)
            self.likely = ()
        return self.reader.get(blob)

    def _sections(self, blob: str) -> Mapping[str, str] | None:
        """The lines of each field of a version; None where only a parser can tell them apart, or where it is not here."""
        data = self.data(blob)
        text = decode(data) if data is not None else None
        return sections(text) if isinstance(text, str) else None

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

    def _remember(self) -> None:
        """Put what was read into the cache, and out of memory: a book's versions are many, and each is asked for by one plan."""
        self.known.put(self.fresh)
        self.fresh = {}
        self.held = {}

    def close(self) -> None:
        """Remember what was read, and let git go; what is asked for later opens it again."""
        self._remember()
        self.known.close()
        self.reader.close()


def _salt(desk: Desk) -> str:
    return blake2b("\0".join([_SHAPE, *sorted(desk.team)]).encode(), digest_size=6).hexdigest()
