"""The history of a plan, block or field, with its value at the end of each quarter where one is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from acctplan.model.period import FiscalYear, Length, Period, next_period, period_of
from acctplan.model.place import value_at
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange
from acctplan.model.scalar import read_number
from acctplan.model.team import Team
from acctplan.report import Tone

from .lineage import Look, former_places
from .timeline import Timeline

_SCALES: tuple[tuple[str, ...], ...] = (
    ("no", "unsure", "yes"),
    ("red", "amber", "green"),
    ("opponent", "unknown", "neutral", "supporter", "champion"),
    ("dropped", "off-track", "at-risk", "open", "on-track", "partial", "achieved"),
    ("low", "medium", "high"),
)


@dataclass(frozen=True)
class Sample:
    """A value at the end of a period, or from a change on. `height` is from 0 to 1 among all samples, None where nothing is said."""

    label: str
    on: date | None
    value: Any
    words: str
    tone: Tone
    height: float | None


@dataclass(frozen=True)
class Biography:
    """A timeline and, where asked for, its samples; `turns` are the values it went through, where they can be drawn.

    `uncovered` are days of its life, first and last of each span, that are in no sample: the book's table of years does not hold them.
    """

    account: str
    path: str
    timeline: Timeline
    samples: tuple[Sample, ...]
    team: Team
    fiscal: FiscalYear
    every_change: bool = True
    now: Plan | None = None
    turns: tuple[Sample, ...] = ()
    uncovered: tuple[tuple[date, date], ...] = ()

    def data(self) -> dict[str, Any]:
        """What machine formats give."""
        events = [event.data() for event in self.timeline.events]
        samples = [{"period": sample.label, "on": sample.on, "value": sample.value} for sample in self.samples]
        uncovered = [{"starts_on": first, "ends_on": last} for first, last in self.uncovered]
        return {
            "plan": self.timeline.plan, "path": self.path, "events": events, "samples": samples, "uncovered": uncovered,
            "complete": self.timeline.complete,
        }  # fmt: skip


def periods_between(first: date, last: date, fiscal: FiscalYear, length: Length) -> list[Period]:
    """The periods from the one that holds the first day to the one that holds the last.

    Of days that the book's table of years holds in part, the periods of that part. Raises ValueRefused where it holds none of them.
    """
    held = fiscal.weeks and length != "month" and fiscal.held_between(first, last)
    first, last = held or (first, last)
    periods = [period_of(first, fiscal, length)]
    while periods[-1].ends_on < last:
        periods.append(next_period(periods[-1], fiscal, length))
    return periods


def uncovered(line: Sequence[FileChange], *, fiscal: FiscalYear, today: date, length: Length) -> tuple[tuple[date, date], ...]:
    """The days of a plan's life that `samples` passes over: before the book's table of years begins, and after it ends."""
    if not line or not fiscal.weeks or length == "month":
        return ()
    born = line[-1].revision.day
    first, last = fiscal.held_between(born, today) or (born, today)
    spans = ((born, first - timedelta(days=1)), (last + timedelta(days=1), today))
    return tuple((start, end) for start, end in spans if start <= end)


def samples(
    line: Sequence[FileChange], load: Look, now: Plan | None, path: str, *, fiscal: FiscalYear, today: date, length: Length
) -> tuple[Sample, ...]:
    """The value of a path at the end of each period of the plan's life (its changes newest first); the open period as of now."""
    if not line:
        return ()
    steps = tuple(path.split("."))
    places = former_places(line, load, now, steps)
    found: list[tuple[str, date, Any, Plan | None]] = []
    for period in periods_between(line[-1].revision.day, today, fiscal, length):
        here = steps
        if period.ends_on >= today:
            plan: Plan | None = now
        else:
            change = next((change for change in line if change.revision.committed_at.date() <= period.ends_on and change.after), None)
            plan = load(change.after) if change and change.after else None
            here = places.get(change.after, steps) if change else steps
        found.append((period.name, min(period.ends_on, today), value_at(plan and plan.tree, here), plan))
    heights = _heights([value for _, _, value, _ in found])
    return tuple(
        Sample(name, on, value, _words(value, path, plan), _tone(value), height)
        for (name, on, value, plan), height in zip(found, heights, strict=True)
    )


def field_within(value: Any, path: str) -> str | None:
    """A field of a block or an item, by its path: one that can be drawn if there is one, empty if it holds none; None for a field."""
    if not isinstance(value, dict):
        return None
    fields = {f"{path}.{key}": part for key, part in value.items() if not isinstance(part, dict)}
    drawn = (name for name, part in fields.items() if isinstance(part, str) and _drawable([part]))
    below = (field_within(part, f"{path}.{key}") for key, part in value.items())
    return next(drawn, "") or next(iter(fields), "") or next(filter(None, below), "")


def turns(told: Timeline) -> tuple[Sample, ...]:
    """The values that one number or one word of a scale went through, a sample each change; none of anything else, or of a single value."""
    steps = tuple(told.path.split("."))
    found = [
        (event, change.new)
        for event in told.events
        for change in event.changes
        if len(change.path) == len(steps) and change.kind == "changed"
    ]
    if len(found) < 2 or any(isinstance(value, (dict, list)) for _, value in found) or not _drawable([value for _, value in found]):
        return ()
    heights = _heights([value for _, value in found])
    return tuple(
        Sample(
            str(event.revision.day) if event.revision else "now",
            event.revision.day if event.revision else None,
            value,
            _words(value, "", None),
            _tone(value),
            height,
        )
        for (event, value), height in zip(found, heights, strict=True)
    )


def _drawable(values: list[Any]) -> bool:
    """Whether values are numbers or stand on one scale."""
    said = [value for value in values if value is not None]
    if not said or any(all(value in scale for value in said) for scale in _SCALES):
        return bool(said)
    try:
        return all(read_number(str(value).partition(" ")[0]) is not None for value in said)
    except ValueError:
        return False


def _words(value: Any, path: str, plan: Plan | None) -> str:
    if value is None:
        return "not said"
    if path == "pulse.renew_today" and plan and plan.pulse:
        sure = f" ({plan.pulse.confidence:.0%})".replace("%", " %") if plan.pulse.confidence is not None else ""
        return f"{value}{sure}" + (f": {plan.pulse.why}" if plan.pulse.why else "")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _heights(values: list[Any]) -> list[float | None]:
    said = [value for value in values if value is not None]
    scale = next((scale for scale in _SCALES if said and all(value in scale for value in said)), None)
    if scale:
        return [scale.index(value) / (len(scale) - 1) if value is not None else None for value in values]
    try:
        numbers = [float(read_number(str(value).partition(" ")[0])) for value in said]
    except ValueError:
        return [None if value is None else 0.0 for value in values]
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 0.0)
    pending = iter(numbers)
    return [
        ((next(pending) - low) / (high - low) if high > low else (next(pending), 0.5)[1]) if value is not None else None for value in values
    ]


def _tone(value: Any) -> Tone:
    tones: dict[str, Tone] = {
        "yes": "good",
        "green": "good",
        "champion": "good",
        "unsure": "warn",
        "amber": "warn",
        "no": "bad",
        "red": "bad",
        "at-risk": "warn",
        "off-track": "bad",
    }
    return tones.get(str(value), "dim" if value is None else "")
