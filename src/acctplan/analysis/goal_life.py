"""The life of one goal: what was done to it when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from acctplan.model.change import Change
from acctplan.model.day import read_day
from acctplan.model.period import CALENDAR, FiscalYear, parse_period
from acctplan.model.place import value_at
from acctplan.model.plan import Plan
from acctplan.model.team import NOBODY, Team
from acctplan.named_tuple import NamedTuple

from .lineage import Steps, place_before
from .timeline import Event, Timeline

Kind = Literal[
    "set", "dropped", "renamed", "slipped", "brought-forward", "re-baselined", "re-targeted", "criterion-added", "criterion-dropped",
    "progress", "status", "owner", "reworded", "changed",
]  # fmt: skip
"""What a step of a goal's life was."""
_BY_FIELD: dict[str, Kind] = {
    "baseline": "re-baselined", "target": "re-targeted", "current": "progress", "status": "status", "owner": "owner",
    "stakeholder": "owner", "said_by": "owner", "title": "reworded", "quote": "reworded", "why": "reworded", "metric": "reworded",
}  # fmt: skip
_CRITERIA = "key_results"


class Step(NamedTuple):
    """One thing done to a goal, as of a day by a person; `days` is how far a date moved, later is more than zero."""

    kind: Kind
    event: Event
    change: Change
    days: int | None = None


@dataclass(frozen=True)
class GoalLife:
    """Steps of a goal, oldest first. `goal` is its present id; `said` what the plan says of it now, None where it is gone."""

    plan: str
    account: str
    goal: str
    title: str
    said: Any
    steps: tuple[Step, ...]
    complete: bool
    team: Team = NOBODY
    fiscal: FiscalYear = CALENDAR

    @property
    def outcome(self) -> str:
        """The status it has now, or `removed`."""
        return str(self.said.get("status") or "open") if isinstance(self.said, dict) else "removed"

    def count(self, kind: Kind) -> int:
        """How many steps are of a kind; of dates that moved, only the goal's own."""
        return sum(step.kind == kind and not (step.days and _CRITERIA in step.change.path) for step in self.steps)

    @property
    def slipped_days(self) -> int:
        """Days by which the goal's own due date is later than it was at first; less than zero where it came forward."""
        return sum(step.days or 0 for step in self.steps if _CRITERIA not in step.change.path)

    def data(self) -> dict[str, Any]:
        """What machine formats give."""
        steps = [
            {
                "kind": step.kind,
                "on": step.event.revision.day if step.event.revision else None,
                "by": step.event.revision.author if step.event.revision else None,
                "commit": step.event.revision.commit if step.event.revision else None,
                "why": step.event.revision.subject if step.event.revision else None,
                "path": ".".join(step.change.path),
                "old": step.change.old,
                "new": step.change.new,
                "days": step.days,
            }
            for step in self.steps
        ]
        return {
            "plan": self.plan, "goal": self.goal, "title": self.title, "outcome": self.outcome, "slipped": self.count("slipped"),
            "slipped_days": self.slipped_days, "rebaselined": self.count("re-baselined"), "retargeted": self.count("re-targeted"),
            "criteria_dropped": self.count("criterion-dropped"), "steps": steps, "complete": self.complete,
        }  # fmt: skip


def steps_of(told: Timeline, fiscal: FiscalYear = CALENDAR) -> tuple[Step, ...]:
    """The steps of a goal's life from its timeline."""
    return tuple(step for event in told.events for step in _steps(event, fiscal))


def last_words(told: Timeline, goal: Steps, now: Plan | None) -> Any:
    """What was last said of a goal: by the plan as it stands, else by the newest version that had it."""
    said = value_at(now and now.tree, goal)
    for event in reversed(told.events):
        if said is not None:
            break
        old = value_at(event.old and event.old.tree, place_before(event.old, event.new, goal))
        said = value_at(event.new and event.new.tree, goal) or old
    return said


def _steps(event: Event, fiscal: FiscalYear) -> Iterator[Step]:
    born = _born(event)
    if born is not None:
        yield Step("set", event, born)
        return
    for change in event.changes:
        kind, days = _kind(change, fiscal)
        yield Step(kind, event, change, days)


def _born(event: Event) -> Change | None:
    """The change that brought the whole goal. One that came with its plan is told field by field, and is one change again here."""
    for change in event.changes:
        if len(change.path) == 2 and change.kind in ("added", "moved"):
            return change
    first = event.changes[0] if event.changes else None
    if first is None or len(first.path) < 2 or event.new is None:
        return None
    place = first.path[:2]
    before = value_at(event.old and event.old.tree, place_before(event.old, event.new, place))
    after = value_at(event.new.tree, place)
    return Change(first.plan, place, "added", first.source, None, after) if before is None and after is not None else None


def _kind(change: Change, fiscal: FiscalYear) -> tuple[Kind, int | None]:
    """What a change of a goal was, and by how many days a date moved."""
    depth, name = len(change.path), change.path[-1]
    if change.kind == "renamed":
        return "renamed", None
    if depth == 2 and change.kind == "removed":
        return "dropped", None
    if depth == 4 and change.path[2] == _CRITERIA and change.kind in ("added", "removed"):
        return ("criterion-added" if change.kind == "added" else "criterion-dropped"), None
    if name == "due":
        days = _days_between(change.old, change.new, fiscal)
        return ("changed" if not days else "slipped" if days > 0 else "brought-forward"), days
    if name == "owner" and depth > 3:
        return "changed", None
    return _BY_FIELD.get(name, "changed"), None


def _days_between(old: Any, new: Any, fiscal: FiscalYear) -> int | None:
    days = [_day(value, fiscal) for value in (old, new)]
    return (days[1] - days[0]).days if days[0] and days[1] else None


def _day(value: Any, fiscal: FiscalYear) -> date | None:
    """The day of a due date, which may be a period's last."""
    period = parse_period(value, fiscal) if isinstance(value, str) else None
    if period is not None:
        return period.ends_on
    try:
        return read_day(value)
    except ValueError:
        return None
