"""How old each belief of a plan is, field by field: when a person last changed its meaning, and who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from acctplan.model.change import Change
from acctplan.model.plan import Plan
from acctplan.named_tuple import NamedTuple

from .belief_age import NOT_A_BELIEF
from .changes import changes
from .keyed import body_parts, keyed, unkeyed
from .timeline import Event, Timeline

_NO_BELIEFS = NOT_A_BELIEF | {"confirmed", "written_on"}
NOBODY_ELSE = "you, not committed"
"""Who stands for a change that is in no commit."""
Path = tuple[str, ...]


class Belief(NamedTuple):
    """One field and its value in long form. `on` and `by` are None where this clone's history does not reach back to its last change.

    `commit` is None for what is not committed; `confirmed` says that `on` is the day on which its block was confirmed.
    """

    path: Path
    said: Any
    on: date | None
    by: str | None
    commit: str | None
    why: str | None
    confirmed: bool

    def days(self, today: date) -> int | None:
        """Whole days since, never negative; None where it is unknown."""
        return None if self.on is None else max((today - self.on).days, 0)


@dataclass(frozen=True)
class Blame:
    """Beliefs in the order of the plan; `stale_after` is the number of days after which one is old, by the account's tier."""

    plan: str
    account: str
    path: str
    beliefs: tuple[Belief, ...]
    today: date
    stale_after: int
    complete: bool

    @property
    def oldest(self) -> Belief | None:
        """The belief that nobody has changed for longest; None where no age is known."""
        known = [belief for belief in self.beliefs if belief.on is not None]
        return min(known, key=lambda belief: belief.on or date.max, default=None)

    def is_old(self, belief: Belief) -> bool:
        """Whether a belief is older than the account's tier allows."""
        return belief.on is not None and belief.on < self.today - timedelta(self.stale_after)

    def data(self) -> dict[str, Any]:
        """What machine formats give."""
        beliefs = [
            {
                "path": ".".join(belief.path),
                "said": belief.said,
                "on": belief.on,
                "age_days": belief.days(self.today),
                "by": belief.by,
                "commit": belief.commit,
                "why": belief.why,
                "confirmed": belief.confirmed,
                "old": self.is_old(belief),
            }
            for belief in self.beliefs
        ]
        return {"plan": self.plan, "path": self.path, "beliefs": beliefs, "complete": self.complete}


def blame(plan: Plan, told: Timeline, *, today: date, path: Path = ()) -> tuple[Belief, ...]:
    """The beliefs of a plan at and below a path, with what the plan's whole timeline says of each."""
    held = [(place, said) for place, said in _leaves(plan) if place[: len(path)] == path]
    at = {place: place for place, _ in held}
    by: dict[Path, Event] = {}
    begun = next(iter(told.events), None)
    for event, found in reversed(list(_found(told.events))):
        revision = event.revision
        counts = revision is None or not revision.mechanical or event is begun
        for place, then in at.items():
            if counts and place not in by and any(_touches(change, then) for change in found):
                by[place] = event
        at = {place: _before(then, found) for place, then in at.items()}
    return tuple(_belief(plan, place, said, by.get(place), begun if told.complete else None, today) for place, said in held)


def _leaves(plan: Plan) -> Iterator[tuple[Path, Any]]:
    """Every field that says something, with its value; the body by its headings."""
    for name, value in keyed(plan.tree).items():
        if name not in _NO_BELIEFS:
            yield from _below((name,), value)
    parts = body_parts(plan.body)
    for key, part in parts.items():
        yield (("body", key) if len(parts) > 1 else ("body",)), part.strip()


def _below(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _below((*path, key), item)
    else:
        yield path, unkeyed(value)


def _found(events: Iterable[Event]) -> Iterator[tuple[Event, tuple[Change, ...]]]:
    """Each event with its changes; what came with a version after one that cannot be read is held against the last that can."""
    last: Plan | None = None
    for event in events:
        if event.unreadable and event.new is not None:
            yield event, tuple(changes(last, event.new))
        else:
            yield event, event.changes
        last = event.new or last


def _touches(change: Change, place: Path) -> bool:
    """Whether a change is one of what stands at a place; a new id or place of an item is none."""
    if change.kind in ("renamed", "moved"):
        return False
    return place[: len(change.path)] == change.path or change.path[: len(place)] == place


def _before(place: Path, found: Iterable[Change]) -> Path:
    """Where a place stood before these changes."""
    was = place
    for change in found:
        depth = len(change.path)
        if change.kind == "renamed" and place[:depth] == change.path:
            was = (*was[: depth - 1], str(change.old), *was[depth:])
        elif change.kind == "moved" and place[:depth] == change.path:
            was = (*str(change.old).split("."), *was[depth:])
    return was


def _belief(plan: Plan, place: Path, said: Any, event: Event | None, begun: Event | None, today: date) -> Belief:
    """A belief with its age; what nobody changed since the plan began is as old as `written_on` says."""
    if event is None:
        return Belief(place, said, None, None, None, None, False)
    revision = event.revision
    if revision is None:
        return Belief(place, said, today, NOBODY_ELSE, None, None, False)
    on = revision.day
    if event is begun and plan.written_on is not None:
        on = min(on, plan.written_on)
    confirmed = plan.confirmed.get(place[0])
    if confirmed is not None and on < confirmed <= today:
        return Belief(place, said, confirmed, revision.person, revision.commit, revision.subject, True)
    return Belief(place, said, on, revision.person, revision.commit, revision.subject, False)
