"""How long the plans of a book take, plan by plan and owner by owner."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Any

from acctplan.model.team import Team
from acctplan.named_tuple import NamedTuple

from .lag import PlanLag, Wait


class Pace(NamedTuple):
    """Medians in days of a plan or of an owner's plans, None where there is nothing to tell.

    What still waits counts with the days it has waited so far; a red flag that ended and was never raised does not.
    """

    key: str
    name: str
    to_answer: float | None
    unanswered: int
    to_raise: float | None
    not_raised: int
    edits: int
    on_review_days: int
    with_us: float | None
    with_them: float | None
    unknown: int


class BookLag(NamedTuple):
    """Paces of owners and of plans, slowest first, and all that waited, longest first.

    `cut` says that the clone's history is cut short.
    """

    owners: tuple[Pace, ...]
    plans: tuple[Pace, ...]
    waits: tuple[Wait, ...]
    cut: bool = False

    def data(self) -> dict[str, Any]:
        """The lag, as machine formats give it."""
        return {
            "owners": [_published(pace, "owner") for pace in self.owners],
            "plans": [_published(pace, "plan") for pace in self.plans],
            "waits": [wait._asdict() for wait in self.waits],
            "complete": not self.cut,
        }


def book_lag(lags: Iterable[PlanLag], team: Team, *, cut: bool = False) -> BookLag:
    """The lag of a book from those of its plans. Plans of nobody stand under an empty owner."""
    plans = list(lags)
    held: dict[str, list[PlanLag]] = {}
    for lag in plans:
        held.setdefault(lag.owner or "", []).append(lag)
    waits = sorted((wait for lag in plans for wait in lag.waits), key=lambda wait: (-wait.days, not wait.open, wait.plan, wait.path))
    return BookLag(
        _slowest_first(_pace(owner, team.name(owner), group) for owner, group in held.items()),
        _slowest_first(_pace(lag.plan, lag.account or lag.plan, [lag]) for lag in plans),
        tuple(waits),
        cut,
    )


def _slowest_first(paces: Iterable[Pace]) -> tuple[Pace, ...]:
    return tuple(sorted(paces, key=lambda pace: (-_or_none(pace.to_answer), -_or_none(pace.to_raise), pace.key)))


def _or_none(value: float | None) -> float:
    return -1 if value is None else value


def _pace(key: str, name: str, lags: list[PlanLag]) -> Pace:
    moved, flags = ([wait for lag in lags for wait in lag.waits if wait.kind == kind] for kind in ("movement", "red-flag"))
    return Pace(
        key,
        name,
        _median(wait.days for wait in moved),
        sum(wait.open for wait in moved),
        _median(wait.days for wait in flags if wait.open or wait.until),
        sum(not wait.until for wait in flags),
        sum(lag.edits for lag in lags),
        sum(lag.on_review_days for lag in lags),
        _median(days for lag in lags for days in lag.ours),
        _median(days for lag in lags for days in lag.theirs),
        sum(lag.unknown for lag in lags),
    )


def _median(days: Iterable[int]) -> float | None:
    held = list(days)
    return float(median(held)) if held else None


def _published(pace: Pace, kind: str) -> dict[str, Any]:
    said = pace._asdict()
    return {kind: said.pop("key"), **said}
