"""Facts that moved past their threshold between two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acctplan.analysis.belief_age import Ages
    from acctplan.model.facts import Facts

_WATCHED = (
    ("usage", "active_users", "Active users"),
    ("support", "open_escalations", "Open escalations"),
    ("billing", "overdue_days", "Days overdue"),
)


def fresh_groups(facts: Facts, ages: Ages) -> list[str]:
    """Watched groups of facts that changed after health and risks last did."""
    found = []
    for group, _, _ in _WATCHED:
        day = _day(facts.text(group, "changed_at"))
        if day and not ages.changed_since("health", day) and not ages.changed_since("risks", day):
            found.append(group)
    return found


def moves(then: Facts | str, now: Facts, percent: int, late_days: int) -> Iterator[tuple[str, str]]:
    """Name and words of each watched number that moved. Facts given as text are looked through, not read: what it lacks has moved."""
    for group, name, words in _WATCHED:
        before, after = (_glimpse(then, name) if isinstance(then, str) else then.number(group, name)), now.number(group, name)
        if after is None or (before is None and not isinstance(then, str)):
            continue
        if before is None or _past_threshold(name, before, after, percent, late_days):
            yield f"{group}.{name}", f"{words} went from {before or 0:g} to {after:g}"


def _past_threshold(name: str, before: float, after: float, percent: int, late_days: int) -> bool:
    if name == "active_users":
        return after <= before * (100 - percent) / 100 and after < before
    return before < after if name == "open_escalations" else before < late_days <= after


def _glimpse(text: str, name: str) -> float | None:
    """The number after a name in text as `sync` writes it; None where it does not stand there so."""
    words = text.partition(f"{name}: ")[2][:20].replace(",", " ").replace("}", " ").split()
    try:
        return float(words[0]) if words else None
    except ValueError:
        return None


def _day(instant: str | None) -> date | None:
    try:
        return date.fromisoformat(instant[:10]) if instant else None
    except ValueError:
        return None
