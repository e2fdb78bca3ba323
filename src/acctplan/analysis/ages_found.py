"""Ages found as they are asked for: no version is read before a question needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial

from acctplan.model.block import BLOCKS
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange
from acctplan.named_tuple import NamedTuple

from .belief_age import BODY, Age, Ages, Meaning
from .past_values import NO_PAST, Archive, Past
from .version_walk import Joined, Load, Walk


class Line(NamedTuple):
    """Changes that led to a plan, newest first.

    Where they are only those since a day, `whole` gives all of them, and every other one is older than `since`.
    """

    changes: Sequence[FileChange]
    whole: Callable[[], Sequence[FileChange]] | None = None
    since: date = date.min


class AgesFound(Ages):
    """Ages of a plan from the line that led to it.

    What differs from the newest version is not committed: as of today. `own` is the blob the plan itself would be; `complete`
    is asked when all else was. With the `lines` of its blocks and an archive its past is known too.
    """

    def __init__(
        self,
        plan: Plan,
        line: Line,
        load: Load,
        joined: Joined,
        *,
        today: date,
        own: str,
        complete: Callable[[], bool],
        lines: Callable[[str], str | None] = lambda _block: None,
        archive: Archive | None = None,
    ) -> None:
        def new_walk() -> Walk:
            return Walk(plan, lambda blob: self._walk.now if blob == own else load(blob), joined, today)

        self._new_walk = new_walk
        found = partial(Past, (plan.id, plan.tree, lines), own, archive, self._back_to, today=today) if archive else None
        self._found_past: Callable[[], Past] = cache(found) if found else lambda: NO_PAST
        self._confirmed = plan.confirmed
        self._today = today
        self._dated = plan.written_on is not None
        self._complete = complete
        self._whole = line.whole
        self._since = line.since
        self._begin(line.changes)

    def _begin(self, changes: Sequence[FileChange]) -> None:
        birth = next((place for place, change in enumerate(changes) if change.after is None), None)
        if birth is not None or (changes and not any(changes[-1].before)):
            self._whole = None
        self._changes = changes[:birth]
        self._latest = _latest_from(self._changes)
        self._walk = self._new_walk()
        self._done = 0
        self._ended = False

    def _deepen(self) -> None:
        """Take in the whole line; what was asked so far is found again."""
        assert self._whole is not None
        whole, self._whole = self._whole(), None
        self._begin(whole)

    @property
    def now(self) -> Meaning:
        """What the plan means as it stands."""
        return self._walk.now

    @property
    def plan(self) -> Age | None:
        while not self._ended and not self._newest_stands():
            self._step()
        return self._walk.newest

    @property
    def blocks(self) -> Mapping[str, Age]:
        self._finish()
        return {name: age for name in (*BLOCKS, BODY) if (age := self.of(name))}

    @property
    def began_on(self) -> date | None:
        if self._whole:
            self._deepen()
        return self._changes[-1].revision.day if self._changes else None

    def began_by(self, day: date) -> bool:
        return any(change.revision.day <= day for change in self._changes[-1:]) or super().began_by(day)

    @property
    def complete(self) -> bool:
        return self._complete()

    @property
    def past(self) -> Past:
        return self._found_past()

    def _back_to(self, day: date) -> Sequence[FileChange]:
        """Changes, newest first, that tell which versions stood since a day."""
        if self._whole and (day < self._since or not self._changes):
            self._deepen()
        return self._changes

    @property
    def authors(self) -> tuple[tuple[date, str], ...]:
        self._finish()
        return tuple(self._walk.authors)

    def of(self, block: str) -> Age | None:
        while not self._ended and (self._dated or block in self._walk.left):
            self._step()
        age = self._walk.ages.get(block)
        day = self._confirmed.get(block)
        return Age(day, age.by, age.commit, confirmed=True) if age and day and age.on < day <= self._today else age

    def changes_since(self, day: date) -> Iterator[tuple[date, str]]:
        told = 0
        while True:
            fresh = self._walk.authors[told:]
            told += len(fresh)
            yield from ((on, name) for on, name in fresh if on >= day)
            if self._beyond(day):
                return
            self._step()

    def hands_since(self, day: date) -> frozenset[str]:
        if not self._past(day):
            self._deepen()
        since = [change.revision for change in self._changes if change.revision.day >= day]
        return frozenset(name for revision in since for name in (revision.person, *revision.co_authors))

    def changed_since(self, block: str, day: date) -> bool:
        if block in self._walk.now and day <= (self._confirmed.get(block) or date.min) <= self._today:
            return True
        while not self._ended and block in self._walk.left and (self._walk.committed is None or not self._beyond(day)):
            self._step()
        if self._dated:
            return super().changed_since(block, day)
        age = self._walk.ages.get(block)
        return age is not None and age.on >= day

    def _beyond(self, day: date) -> bool:
        """Whether no version that is still unread can have made a change of that day or later."""
        return self._ended or (self._latest[self._done] < day and self._walk.pending is None and self._past(day))

    def _past(self, day: date) -> bool:
        """Whether nothing beyond the known part of the line can be of that day or later."""
        return self._whole is None or day >= self._since

    def _newest_stands(self) -> bool:
        """Whether no older change can be newer than the newest known; clocks may be wrong, so days need not fall in order."""
        newest = self._walk.newest
        if self._dated or self._walk.pending or newest is None:
            return False
        return self._latest[self._done] <= newest.on and self._past(newest.on)

    def _finish(self) -> None:
        while not self._ended:
            self._step()

    def _step(self) -> None:
        if self._done < len(self._changes):
            self._walk.step(self._changes[self._done])
            self._done += 1
        if self._done == len(self._changes):
            if self._whole:
                self._deepen()
                return
            self._walk.end()
            self._ended = True


def _latest_from(changes: Sequence[FileChange]) -> list[date]:
    """For each place in a line of changes, the latest day from there on; for its end, the first of all days."""
    latest = [date.min]
    for change in reversed(changes):
        latest.append(max(latest[-1], change.revision.day))
    return latest[::-1]
