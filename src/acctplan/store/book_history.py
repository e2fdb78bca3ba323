"""What became of every plan of a book: one log, one process for versions, and of each version only what differs is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import PurePosixPath

from acctplan.analysis.book_history import Turn
from acctplan.analysis.changes import changes
from acctplan.analysis.keyed import KeyedOnce
from acctplan.analysis.timeline import Event, of_its_own, told_of
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange
from acctplan.planfile.events import Refused
from acctplan.planfile.parse import parse_bytes
from acctplan.planfile.sections import ReadOnce

from .aging import lines_of_descent
from .differing import fields_but, in_part, parts_of, same_fields
from .git import Repository, blob_id
from .history import ChangeLog
from .root import PLANS
from .shelf import Desk
from .state import zone

_AT_HAND = 256
_AHEAD = 64
"""Versions that git is asked for at once."""
_MOST_ALIKE = 500
"""Wordings of fields that are remembered at once: those of some versions of a plan."""


class BookHistory:
    """The lines of versions that led to the plans whose files run from path to id, and to those that are gone.

    `now` holds, by id, the bytes of those that are not as committed; None for one that is gone from the work tree. `ids` are the plans;
    `complete` is False where the clone's history ends too soon.
    """

    def __init__(self, repository: Repository, desk: Desk, files: Mapping[str, str], now: Mapping[str, bytes | None]) -> None:
        self.repository, self.desk, self.now = repository, desk, now
        head = repository.head or "HEAD"
        tree = repository.tree_begun(head, PLANS)
        log = ChangeLog(repository, PLANS, zone(desk.settings), until=head)
        try:
            self.held, changed = repository.listed(tree), log.read()
        finally:
            tree.drop()
            log.drop()
        known = {**_gone(changed, set(files.values())), **files}
        self.lines = lines_of_descent(changed, known, self.held)
        self.places = {key: path for path, key in known.items()}
        self.order = {change.revision.commit: -place for place, change in enumerate(changed)}
        self.here = repository.objects() if repository.partial else None
        self.complete = not (repository.shallow or log.cut) and self._whole()
        self.ids = list(self.places)

    def _whole(self) -> bool:
        """Whether the clone holds every version."""
        if self.here is None:
            return True
        steps = chain.from_iterable(self.lines.values())
        return {blob for step in steps for blob in (*step.before, step.after) if blob} <= self.here

    def steps(self, plan: str) -> list[FileChange]:
        """The changes that led to a plan, oldest first."""
        return self.lines[plan][::-1]

    def turns(self, ids: Iterable[str], passed: Mapping[str, tuple[int, str]] = {}) -> Iterator[Turn]:
        """The turns of some plans, plan by plan: one for each step, oldest first, and last what is not committed.

        Of the plans in `passed` so many steps are passed over, after which the account had that name. A version that the clone lacks
        is told as one that cannot be read.
        """
        versions = _Versions(self.repository, self.desk, self.here)
        try:
            for key in ids:
                number, account = passed.get(key, (0, key))
                fresh = (self.held.get(self.places[key]), self.now[key]) if key in self.now else None
                for event in versions.events(key, self.steps(key)[number:], fresh):
                    account = next((plan.account for plan in (event.new, event.old) if plan and plan.account), account)
                    yield Turn(self.order[event.revision.commit] if event.revision else 1, key, account, event)
        finally:
            versions.reader.close()


def _gone(log: list[FileChange], ids: set[str]) -> dict[str, str]:
    """Plans that were removed: path to id."""
    ended = {change.path for change in log if change.after is None and change.path.endswith(".md")}
    return {path: key for path in sorted(ended) if (key := PurePosixPath(path).stem) not in ids}


class _Versions:
    """The versions of one plan after another, by blob; the last ones are kept, and what they were taken apart into."""

    def __init__(self, repository: Repository, desk: Desk, here: set[str] | None) -> None:
        self.desk = desk
        self.reader = repository.reader()
        self.long = len(repository.head or "") > 40
        self.here = here
        self.data = lru_cache(_AT_HAND)(self._data)
        self.parts = lru_cache(4)(parts_of)
        self.field = ReadOnce()
        self.keyed = KeyedOnce()

    def _data(self, blob: str) -> bytes | None:
        """The bytes of a version; git is never asked for one it would have to fetch."""
        return self.reader.get(blob) if self.here is None or blob in self.here else None

    def events(self, key: str, steps: list[FileChange], fresh: tuple[str | None, bytes | None] | None) -> Iterator[Event]:
        """What happened to one plan; last what is not committed, from the blob at HEAD to the bytes in the work tree."""
        self.field.alike.clear()
        for place, step in enumerate(steps):
            if place % _AHEAD == 0 and self.here is None:
                self.reader.expect(dict.fromkeys(blob for one in steps[place : place + _AHEAD] if (blob := one.after)))
            yield self._event(key, step)
            if len(self.field.alike) > _MOST_ALIKE:
                self.field.alike.clear()
        if fresh:
            yield self._fresh(key, *fresh)

    def _fresh(self, key: str, committed: str | None, now: bytes | None) -> Event:
        if now is not None and blob_id(now, long=self.long) == committed:
            return Event(None, (), None, None)
        old, new = self._pair(key, self.data(committed) if committed else None, now)
        unreadable = bool((committed and old is None) or (now is not None and new is None))
        return Event(None, () if unreadable else tuple(changes(old, new, self.keyed)), old, new, unreadable)

    def _event(self, key: str, step: FileChange) -> Event:
        after = self.data(step.after) if step.after else None
        sides = [self._pair(key, self.data(blob) if blob else None, after) for blob in step.before]
        olds = [old for old, _ in sides if old is not None]
        new = sides[0][1]
        unreadable = (new is None and step.after is not None) or (not olds and any(step.before))
        if len(step.before) > 1:
            olds = [plan for blob in step.before if blob and (plan := self._whole(key, self.data(blob)))]
            new = self._whole(key, after)
        found = () if unreadable else tuple(told_of(step, of_its_own(olds, new, self.keyed)))
        return Event(step.revision, found, olds[0] if olds else None, new, unreadable)

    def _pair(self, key: str, before: bytes | None, after: bytes | None) -> tuple[Plan | None, Plan | None]:
        """Two versions as far as they differ; None for one that is absent or cannot be read."""
        both = self._narrowed(key, before, after) if before is not None and after is not None else None
        return both or (self._whole(key, before), self._whole(key, after))

    def _narrowed(self, key: str, before: bytes, after: bytes) -> tuple[Plan, Plan] | None:
        old, new = self.parts(before), self.parts(after)
        if old is None or new is None:
            return None
        same = same_fields(old, new)
        try:
            first, second = (self.field.every(parts, fields_but(same, parts), self.desk.team) for parts in (old, new))
        except Refused:
            return None
        return in_part(key, old, first, same), in_part(key, new, second, same)

    def _whole(self, key: str, data: bytes | None) -> Plan | None:
        return parse_bytes(data, key, self.desk.team, self.desk.settings.fiscal, ("account",)).plan if data is not None else None
