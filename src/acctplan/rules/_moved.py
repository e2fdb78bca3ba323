"""Values of a plan's past that moved: due dates put off, numbers set anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from acctplan.analysis.past_values import Said
    from acctplan.model.period import FiscalYear


def put_off(line: Sequence[Said], fiscal: FiscalYear) -> list[date]:
    """The due dates that were replaced by a later one by hand, newest first."""
    days = [(_due_day(said.value, fiscal), said.by_hand) for said in line]
    return [old for (new, by_hand), (old, _) in pairwise(days) if new and old and by_hand and new > old]


def set_anew(line: Sequence[Said], since: date, settled_days: int) -> Iterator[tuple[date, float, float]]:
    """Day, old and new number of each change by hand, newest first, of one that had stood so many days, or stood at `since`."""
    for new, old in pairwise(line):
        was, now = _number(old.value), _number(new.value)
        settled = old.on <= since or (new.on - old.on).days >= settled_days
        if was is not None and now is not None and was != now and new.by_hand and settled:
            yield new.on, was, now


def _due_day(value: Any, fiscal: FiscalYear) -> date | None:
    """The day a due date means, of a month or quarter the last; None for anything else."""
    from acctplan.model.period import parse_period

    try:
        period = parse_period(value, fiscal)
        return period.ends_on if period else date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _number(value: Any) -> float | None:
    from acctplan.model.scalar import read_number

    try:
        return float(read_number(value))
    except ValueError:
        return None
