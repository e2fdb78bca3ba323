"""Where an item keeps the day it is wanted for, and by how much a new one moves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.plan import Plan

from .kinds import KINDS

Path = tuple[str, ...]
_FIELDS = {kind.inside or kind.block: kind.due for kind in KINDS.values() if kind.due}


def due_path(path: Path) -> Path:
    """The path of the day an item is wanted for. Raises ValueRefused for an item that has none."""
    if path == ("renewal",):
        return ("renewal", "renews_on")
    field = _FIELDS.get(path[-2]) if len(path) > 1 else None
    if not field:
        movable = "an action, goal, key result, milestone, question, opportunity or ask, or the renewal"
        raise ValueRefused(f"{'.'.join(path)} has no due date to move", f"Name {movable}.")
    return (*path, field)


def day_at(plan: Plan, path: Path) -> date | None:
    """The day a plan gives at a path; None where it gives none that can be read."""
    value: Any = plan
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
    return value if isinstance(value, date) else None


def moved_by(old: date | None, new: date | None) -> str:
    """By how much a date moves, in words; empty where one of the two is not known.

    >>> moved_by(date(2026, 11, 30), date(2026, 12, 7)), moved_by(date(2026, 11, 30), date(2026, 11, 29))
    ('7 days later', '1 day earlier')
    """
    if old is None or new is None:
        return ""
    days = (new - old).days
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'earlier'}" if days else "the same day"
