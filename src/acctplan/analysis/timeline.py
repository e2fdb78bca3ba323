"""Who changed what of a plan when: every change of its meaning, in order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Any

from acctplan.model.change import Change
from acctplan.model.place import value_at
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange, Revision
from acctplan.named_tuple import NamedTuple

from .changes import changes, differences
from .keyed import keyed
from .lineage import former_places, place_before


class Event(NamedTuple):
    """The changes one commit made; `revision` is None for what is not committed. `unreadable` says a side could not be read."""

    revision: Revision | None
    changes: tuple[Change, ...]
    old: Plan | None
    new: Plan | None
    unreadable: bool = False

    def data(self) -> dict[str, Any]:
        """The event, as machine formats give it."""
        return {
            "commit": self.revision.commit if self.revision else None,
            "on": self.revision.day if self.revision else None,
            "by": self.revision.author if self.revision else None,
            "why": self.revision.subject if self.revision else None,
            "readable": not self.unreadable,
            "changes": [
                {"path": ".".join(change.path), "kind": change.kind, "source": change.source, "old": change.old, "new": change.new}
                for change in self.changes
            ],
        }


class Timeline(NamedTuple):
    """Events of a plan or of one path in it, oldest first. `complete` is False where the clone's history ends too soon."""

    plan: str
    path: str
    events: tuple[Event, ...]
    complete: bool


def timeline(
    plan_id: str,
    history: Iterable[FileChange],
    load: Load,
    glimpse: Callable[..., Plan | None] | None = None,
    *,
    now: Plan | None,
    path: str = "",
    complete: bool = True,
    rewritten: Rewritten | None = None,
    ended: bool = False,
    unlike: Callable[[], bool] = lambda: False,
) -> Timeline:
    """The events of a plan from its file's changes (newest first). `now` is the plan as it stands, `path` narrows to a field or block.

    An item is followed through its former ids; `path` is what it is called now. `glimpse` gives a version by its blob of which only
    the named fields need be there: to compare one, to tell of it in names. With `rewritten`, what was written in another way and means
    the same is told of a plan or block too. Where a side cannot be read, `unlike` tells whether the plan stands as it was committed;
    `ended` says that it stands no more.
    """
    steps = tuple(path.split(".")) if path else ()
    line = list(history)
    look, tell = _views(glimpse, steps[0]) if glimpse and steps else (load, load)
    places = former_places(line, look, now, steps) if steps else {}
    events = []
    for step in reversed(line):
        olds, new, unreadable = _sides(step, look)
        old = olds[0] if olds else None
        here = places.get(step.after, steps)
        meant = [] if unreadable or olds == [new] else of_its_own(olds, new)
        found = _within(told_of(step, meant), here, old, new) if meant else ()
        found += _anew(rewritten, step.before[0], step.after, meant, steps) if rewritten and old and new and len(step.before) == 1 else ()
        if found or unreadable:
            events.append(Event(step.revision, found, *_first(step, tell), unreadable))
    last = line[0].after if line else None
    committed, meant, unreadable = _since(look, last, now, ended=ended, unlike=unlike)
    fresh = _within(meant, steps, committed, now)
    fresh += _anew(rewritten, last, None, meant, steps) if rewritten and now else ()
    if fresh or unreadable:
        events.append(Event(None, fresh, tell(last) if last else None, now, unreadable))
    return Timeline(plan_id, path, tuple(events), complete)


Load = Callable[[str], Plan | None]
Rewritten = Callable[[str, str | None, Collection[str]], list[Change]]
"""From two blobs, None for what is not committed, and the fields whose meaning changed, to what else was written anew."""
NAMES = "stakeholders"
"""The field that holds the names of the people whom others name by id."""


def _anew(
    rewritten: Rewritten, before: str | None, after: str | None, meant: Iterable[Change], steps: tuple[str, ...]
) -> tuple[Change, ...]:
    """What was written anew of a plan, or of one block of it, beside the changes that were meant."""
    found = rewritten(before, after, {change.path[0] for change in meant}) if before else []
    return tuple(change for change in found if not steps or change.path == steps)


def _since(
    look: Load, last: str | None, now: Plan | None, *, ended: bool, unlike: Callable[[], bool]
) -> tuple[Plan | None, list[Change], bool]:
    """The last version, what changed since, and whether a side cannot be read."""
    committed = look(last) if last else None
    if now and (committed or not last):
        return committed, changes(committed, now), False
    if not last or not unlike():
        return committed, [], False
    return (committed, changes(committed, None), False) if ended and committed else (committed, [], True)


def _views(glimpse: Callable[..., Plan | None], field: str) -> tuple[Load, Load]:
    """How versions are read to compare a field of them, and to tell of it."""
    return partial(_seen, glimpse, (field,)), partial(_seen, glimpse, tuple(dict.fromkeys((field, NAMES))))


def _seen(glimpse: Callable[..., Plan | None], fields: tuple[str, ...], blob: str) -> Plan | None:
    return glimpse(blob, *fields)


def _sides(step: FileChange, look: Load) -> tuple[list[Plan], Plan | None, bool]:
    """The versions before a change that can be read, the one after it, and whether a side cannot be read."""
    olds = [plan for blob in step.before if blob and (plan := look(blob)) is not None]
    new = look(step.after) if step.after else None
    return olds, new, (new is None and step.after is not None) or (not olds and any(step.before))


def _first(step: FileChange, load: Load) -> tuple[Plan | None, Plan | None]:
    """The versions an event is told with."""
    olds, new, _ = _sides(step, load)
    return olds[0] if olds else None, new


def of_its_own(olds: list[Plan], new: Plan | None, to_compare: Callable[[Any, str], Any] = keyed) -> list[Change]:
    """What a version says that none of those before it said: of a merge, what the merger wrote. `to_compare` as in `changes`."""
    found = changes(olds[0] if olds else None, new, to_compare)
    for other in olds[1:]:
        told = {(change.path, repr(change.new)) for change in changes(other, new)}
        found = [change for change in found if (change.path, repr(change.new)) in told]
    return found


def told_of(step: FileChange, found: list[Change]) -> list[Change]:
    """The changes with their source: what a mechanical commit did, no person thought of."""
    return [change._replace(source="synced") for change in found] if step.revision.mechanical else found


def _within(found: list[Change], steps: tuple[str, ...], old: Plan | None, new: Plan | None) -> tuple[Change, ...]:
    """The changes at or below a path; one that brings or takes the whole of something around it is narrowed to it.

    A new id of what is around it changes nothing of it.
    """
    if not steps:
        return tuple(found)
    kept = []
    for change in found:
        if change.path[: len(steps)] == steps:
            kept.append(change)
        elif steps[: len(change.path)] == change.path:
            before, after = value_at(old and old.tree, place_before(old, new, steps)), value_at(new and new.tree, steps)
            kept += differences(change.plan, steps, before, after)
    return tuple(kept)
