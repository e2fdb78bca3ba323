"""Which two states `diff` compares, and the plans in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from acctplan.analysis.difference import BookDifference, difference
from acctplan.errors import ValueRefused
from acctplan.named_tuple import NamedTuple
from acctplan.store.state import State

if TYPE_CHECKING:
    from .context import Session

_NEAR = 75


class Wanted(NamedTuple):
    """Which changes are asked for: key paths to show and to leave out, and whether those of order and of layout are to be told."""

    only: Sequence[str] = ()
    exclude: Sequence[str] = ()
    order: bool = False
    cosmetic: bool = False


def compared(session: Session, words: list[str], wanted: Wanted | None = None) -> BookDifference:
    """The difference that the arguments of `diff` ask for."""
    from acctplan.store.differing import differing, read_apart
    from acctplan.store.renames import renames
    from acctplan.store.shelf import account_ids

    from .aside import Aside
    from .waiting import working

    wanted = wanted or Wanted()
    only, without = paths_of(wanted.only), paths_of(wanted.exclude)
    old, new, plans = _states(session, words)
    for plan in plans:
        if plan not in account_ids(session.source(new)) and plan not in account_ids(session.source(old)):
            session.entry(plan, new)
    sources = session.source(old), session.source(new)
    moved = renames(session.repository, (old, new), sources) if session.repository else {}
    named = {*plans, *(before for before, after in moved.items() if after in plans)}
    with working("Reading the plans"):
        found = differing(*sources, session.repository, named)
        names = {after: before for before, after in moved.items()}
        pairs = [(names.get(key, key), key) for key in found.ids if key not in moved]
        aside = Aside(sources, session.repository, names)
        before, after = aside.with_facts(read_apart(*sources, session.desk, pairs), pairs, named)
        if wanted.order or wanted.cosmetic:
            aside.add_unmeant((before, after), pairs, order=wanted.order, cosmetic=wanted.cosmetic)
    kept = {before_id: after_id for before_id, after_id in moved.items() if before_id in before.entries and after_id in after.entries}
    result = difference(
        before, after, old_said=old.said, new_said=new.said, moved=kept, only=plans, same=found.same - aside.planned, beside=aside.changes
    )
    return replace(result, unreadable=(*result.unreadable, *aside.unreadable)).narrowed(only, without)


def paths_of(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Key paths asked for. Raises ValueRefused for one that nothing can stand at."""
    from acctplan.analysis.narrowing import TOP, steps_of
    from acctplan.nearest import nearest

    for word in words:
        first = word.partition(".")[0]
        near = nearest(first, TOP, at_least=_NEAR) if first not in TOP and "*" not in first else []
        if near or not all(word.split(".")):
            raise ValueRefused(f"no field is called “{word[:40]}”", f"Did you mean {near[0]}?" if near else "Write it as goals.ramp-up.")
    return [steps_of(word) for word in words]


def _states(session: Session, words: list[str]) -> tuple[State, State, list[str]]:
    from acctplan.store.shelf import account_ids

    known = set(account_ids(session.source(session.state("WORKTREE"))))
    plans = [word.removeprefix("plans/").removesuffix(".md") for word in words if word.removeprefix("plans/").removesuffix(".md") in known]
    times = [word for word in words if word.removeprefix("plans/").removesuffix(".md") not in known]
    if len(times) == 1 and ".." in times[0]:
        start, _, end = times[0].partition("...") if "..." in times[0] else times[0].partition("..")
        first, second = session.state(start or "HEAD"), session.state(end or "WORKTREE")
        return (_base(session, first, second) if "..." in times[0] else first), second, plans
    if len(times) > 2:
        given = ", ".join(word[:40] for word in times)
        raise ValueRefused(f"{len(times)} states were given: {given}", "Give two at most; other arguments must be ids of plans.")
    if len(times) == 2:
        return _state(session, times[0], known), _state(session, times[1], known), plans
    return _state(session, times[0] if times else "HEAD", known), session.state("WORKTREE"), plans


def _state(session: Session, word: str, ids: set[str]) -> State:
    """The state a word names; where it names none, the plan it may have meant is offered."""
    from acctplan.errors import RevisionUnknown
    from acctplan.nearest import nearest

    try:
        return session.state(word)
    except RevisionUnknown as unknown:
        near = nearest(word, ids, at_least=75)
        if near and "called" in unknown.message:
            raise RevisionUnknown(unknown.message, f"Did you mean the plan {near[0]}?") from None
        raise


def _base(session: Session, first: State, second: State) -> State:
    from acctplan.store.moment import merge_base

    if session.repository is None:
        return first
    return merge_base(first, second, session.repository)
