"""Where a place of a plan stood in earlier versions: ids of items change, what they name stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from acctplan.model.change import Change
from acctplan.model.place import value_at
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange

from .changes import changes

Steps = tuple[str, ...]
Look = Callable[[str], Plan | None]
"""A version by its blob, or the part of it that is asked about; None if it cannot be read."""
_ITEM_DEPTHS = (2, 4)
"""How many steps lead to an item and to an item within one: goals.ramp-up, goals.ramp-up.key_results.days."""


def place_before(old: Plan | None, new: Plan | None, steps: Steps) -> Steps:
    """Where a place of the new version stood in the old one; the same steps where nothing around it was renamed or moved."""
    if old is None or new is None or not _only_in(new, old, steps):
        return steps
    before = steps
    for change in changes(old, new):
        depth = len(change.path)
        if change.kind == "moved" and change.path == steps[:depth]:
            before = (*str(change.old).split("."), *before[depth:])
        elif change.kind == "renamed" and change.path == steps[:depth]:
            before = (*before[: depth - 1], str(change.old), *before[depth:])
    return before


def place_after(old: Plan | None, new: Plan | None, steps: Steps) -> Steps:
    """Where a place of the old version stands in the new one; the same steps where nothing around it was renamed."""
    if old is None or new is None or not _only_in(old, new, steps):
        return steps
    after = list(steps)
    for change in _renames(old, new):
        was = (*place_before(old, new, change.path)[:-1], str(change.old))
        if was == steps[: len(was)]:
            after[: len(was)] = change.path
    return tuple(after)


def former_places(history: Sequence[FileChange], look: Look, now: Plan | None, steps: Steps) -> dict[str | None, Steps]:
    """Where a place stood in each version, by blob; `history` is newest first, `now` the plan in which the place has these steps."""
    if not history:
        return {}
    committed = history[0].after
    found: dict[str | None, Steps] = {committed: place_before(look(committed) if committed else None, now, steps)}
    for change in history:
        here = found.setdefault(change.after, steps)
        new = look(change.after) if change.after else None
        for blob in change.before:
            if blob and blob not in found:
                found[blob] = place_before(look(blob), new, here)
    return found


def present_place(history: Sequence[FileChange], look: Look, now: Plan | None, steps: Steps) -> Steps:
    """The newest place of what these steps named in any version; `history` is newest first."""
    if now is not None and value_at(now.tree, steps[:2]) is not None:
        return steps
    for change in reversed(history):
        new = look(change.after) if change.after else None
        for blob in change.before:
            steps = place_after(look(blob) if blob else None, new, steps)
    committed = history[0].after if history else None
    return place_after(look(committed) if committed else None, now, steps)


def _only_in(plan: Plan, other: Plan, steps: Steps) -> bool:
    """Whether an item along the steps is in one version and not in the other."""
    return any(
        value_at(plan.tree, steps[:depth]) is not None and value_at(other.tree, steps[:depth]) is None
        for depth in _ITEM_DEPTHS
        if depth <= len(steps)
    )


def _renames(old: Plan, new: Plan) -> Iterable[Change]:
    return [change for change in changes(old, new) if change.kind == "renamed"]
