"""Days of a plan that can only be past, and days that have an order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from acctplan.model.plan import Plan

Path = tuple[str, ...]
_PAST = (
    "actions.done_on", "milestones.done_on", "movements.happened_on", "goals.said_on", "goals.agreed_on", "risks.raised_on",
    "questions.asked_on", "questions.answered_on", "success_criteria.met_on", "value.agreed_on", "units.champion_told_on",
    "touchpoints.last_on", "research.read_on",
)  # fmt: skip
_ORDERED = (("questions", "asked_on", "answered_on"), ("goals", "said_on", "due"), ("goals", "said_on", "agreed_on"))


def past_days(plan: Plan) -> Iterator[tuple[Path, date]]:
    """Every day on which something is said to have happened, with its key path."""
    for name in _PAST:
        block, _, field = name.partition(".")
        for key, item in getattr(plan, block).items():
            if day := getattr(item, field):
                yield (block, key, field), day
    for key, opportunity in plan.opportunities.items():
        for index, signal in enumerate(opportunity.signals):
            yield ("opportunities", key, "signals", str(index)), signal.seen_on
    for index, voice in enumerate(plan.voice):
        if voice.said_on:
            yield ("voice", str(index), "said_on"), voice.said_on
    for key in plan.reviews:
        if day := _day(key[:10]):
            yield ("reviews", key), day
    for block, day in plan.confirmed.items():
        yield ("confirmed", block), day
    if plan.written_on:
        yield ("written_on",), plan.written_on


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def order(plan: Plan) -> Iterator[tuple[Path, date, str, date]]:
    """Pairs of days, the first of which cannot come after the second: path, day, the other's name and day."""
    for block, first, second in _ORDERED:
        for key, item in getattr(plan, block).items():
            earlier, later = getattr(item, first), getattr(item, second)
            if earlier and later:
                yield (block, key, first), earlier, second, later
    renewal = plan.renewal
    if renewal and renewal.notice_on and renewal.renews_on:
        yield ("renewal", "notice_on"), renewal.notice_on, "renews_on", renewal.renews_on
