"""What became of every plan of a book: one log, one process for versions, and of each version only what differs is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import PurePosixPath

from acctplan.analysis.book_history import BookHistory, Turn
from acctplan.analysis.changes import changes
from acctplan.analysis.timeline import Event, of_its_own, told_of
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange
from acctplan.planfile.parse import parse_bytes
from acctplan.planfile.sections import ReadOnce

from .aging import lines_of_descent
from .differing import narrowed
from .git import Repository, blob_id
from .history import ChangeLog
from .root import PLANS
from .shelf import Desk
from .state import zone

_AT_HAND = 256


def read_book_past(repository: Repository, desk: Desk, files: Mapping[str, str], now: Mapping[str, bytes | None]) -> BookHistory:
    """The history of the plans whose files run from path to id.

    `now` holds, by id, the bytes of those that are not as committed; None for one that is gone from the work tree.
    A version that the clone lacks is told as one that cannot be read.
    """
    head = repository.head or "HEAD"
    tree = repository.tree_begun(head, PLANS)
    log = ChangeLog(repository, PLANS, zone(desk.settings), until=head)
    try:
        held, changed = repository.listed(tree), log.read()
    finally:
        tree.drop()
        log.drop()
    known = {**_gone(changed, set(files.values())), **files}
    lines = lines_of_descent(changed, known, held)
    order = {change.revision.commit: -place for place, change in enumerate(changed)}
    past = _Past(repository, desk)
    places = {key: path for path, key in known.items()}
    placed: list[Turn] = []
    try:
        for key, path in places.items():
            placed += past.turns(key, lines[key], (held.get(path), now[key]) if key in now else None)
    finally:
        past.reader.close()
    placed.sort(key=lambda turn: (order[turn.event.revision.commit] if turn.event.revision else 1, turn.plan))
    return BookHistory(tuple(placed), desk.team, desk.settings.fiscal, not (repository.shallow or log.cut))


def _gone(log: list[FileChange], ids: set[str]) -> dict[str, str]:
    """Plans that were removed: path to id."""
    ended = {change.path for change in log if change.after is None and change.path.endswith(".md")}
    return {path: key for path in sorted(ended) if (key := PurePosixPath(path).stem) not in ids}


class _Past:
    """The versions of plans, by blob; the last ones are kept."""

    def __init__(self, repository: Repository, desk: Desk) -> None:
        self.desk = desk
        self.reader = repository.reader()
        self.long = len(repository.head or "") > 40
        self.here = repository.objects() if repository.partial else None
        self.data = lru_cache(_AT_HAND)(self._data)
        self.field = ReadOnce()

    def _data(self, blob: str) -> bytes | None:
        """The bytes of a version; git is never asked for one it would have to fetch."""
        return self.reader.get(blob) if self.here is None or blob in self.here else None

    def turns(self, key: str, line: list[FileChange], fresh: tuple[str | None, bytes | None] | None) -> Iterator[Turn]:
        """The turns of one plan; last what is not committed, from the blob at HEAD to the bytes in the work tree."""
        account = key
        self.field.alike.clear()
        committed = (self._event(key, step) for step in reversed(line))
        for event in chain(committed, (self._fresh(key, *side) for side in [fresh] if side)):
            account = next((plan.account for plan in (event.new, event.old) if plan and plan.account), account)
            if event.changes or event.unreadable:
                yield Turn(key, account, event)

    def _fresh(self, key: str, committed: str | None, now: bytes | None) -> Event:
        if now is not None and blob_id(now, long=self.long) == committed:
            return Event(None, (), None, None)
        old, new = self._pair(key, self.data(committed) if committed else None, now)
        unreadable = bool((committed and old is None) or (now is not None and new is None))
        return Event(None, () if unreadable else tuple(changes(old, new)), old, new, unreadable)

    def _event(self, key: str, step: FileChange) -> Event:
        after = self.data(step.after) if step.after else None
        sides = [self._pair(key, self.data(blob) if blob else None, after) for blob in step.before]
        olds = [old for old, _ in sides if old is not None]
        new = sides[0][1]
        unreadable = (new is None and step.after is not None) or (not olds and any(step.before))
        if len(step.before) > 1:
            olds = [plan for blob in step.before if blob and (plan := self._whole(key, self.data(blob)))]
            new = self._whole(key, after)
        found = () if unreadable else tuple(told_of(step, of_its_own(olds, new)))
        return Event(step.revision, found, olds[0] if olds else None, new, unreadable)

    def _pair(self, key: str, before: bytes | None, after: bytes | None) -> tuple[Plan | None, Plan | None]:
        """Two versions as far as they differ; None for one that is absent or cannot be read."""
        both = narrowed((key, key), before, after, self.desk, self.field) if before is not None and after is not None else None
        return both or (self._whole(key, before), self._whole(key, after))

    def _whole(self, key: str, data: bytes | None) -> Plan | None:
        return parse_bytes(data, key, self.desk.team, self.desk.settings.fiscal, ("account",)).plan if data is not None else None
