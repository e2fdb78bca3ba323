"""Whether a change is for the better."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from acctplan.model.day import read_day
from acctplan.model.money import read_money
from acctplan.model.period import CALENDAR, FiscalYear, parse_period
from acctplan.model.scalar import read_number
from acctplan.model.vocabulary import STAGES

SCALES: dict[str, Sequence[str]] = {
    "support": ("opponent", "neutral", "supporter", "champion"),
    "band": ("red", "amber", "green"),
    "stage": STAGES,
    "renew_today": ("no", "unsure", "yes"),
    "alignment": ("poor", "neutral", "good"),
    "status": ("off-track", "at-risk", "open", "on-track", "partial", "achieved"),
    "forecast": ("omitted", "pipeline", "best-case", "commit"),
    "severity": ("high", "medium", "low"),
}
"""Words that stand on a scale, worst first."""
PLANNED = frozenset({"due", "close_on", "needed_on"})
"""Days that slip when they move back."""
_MORE_IS_BETTER = frozenset({"confidence", "sentiment"})
_ENDS: dict[str, dict[str, int]] = {
    "stage": {"closed-won": 1, "closed-lost": -1},
    "status": {**dict.fromkeys(("done", "closed", "mitigated", "achieved", "met"), 1), **dict.fromkeys(("happened", "blocked"), -1)},
}


def direction(path: Sequence[str], old: Any, new: Any, *, target: Any = None, fiscal: FiscalYear = CALENDAR) -> int:
    """1 for the better, -1 for the worse, 0 where neither can be said; `target` is that of a key result.

    A book's own stages have no order here, but for won and lost.
    """
    name = path[-1]
    ended = _ENDS.get(name, {}).get(new, 0) if isinstance(new, str) else 0
    if ended or not isinstance(old, str) or not isinstance(new, str):
        return ended
    scale = SCALES.get(name, ())
    if old in scale and new in scale:
        return _sign(scale.index(new) - scale.index(old))
    try:
        return _of_figures(path, old, new, target, fiscal)
    except (ValueError, ArithmeticError):
        return 0


def _of_figures(path: Sequence[str], old: str, new: str, target: Any, fiscal: FiscalYear) -> int:
    name = path[-1]
    if name in PLANNED:
        return _sign((day_of(old, fiscal) - day_of(new, fiscal)).days)
    if name in ("amount", "arr") or path[0] == "revenue":
        before, after = read_money(old), read_money(new)
        return _sign(after.amount - before.amount) if before.currency == after.currency else 0
    if name in _MORE_IS_BETTER:
        return _sign(read_number(new) - read_number(old))
    if name == "current" and isinstance(target, str):
        goal = read_number(target)
        return _sign(abs(read_number(old) - goal) - abs(read_number(new) - goal))
    return 0


def day_of(value: Any, fiscal: FiscalYear = CALENDAR) -> date:
    """The day a date names, or the last of a month or period. Raises ValueError."""
    period = parse_period(value, fiscal) if isinstance(value, str) else None
    return period.ends_on if period else read_day(value)


def _sign(number: Any) -> int:
    return int(number > 0) - int(number < 0)
