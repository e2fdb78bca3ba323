"""The planning day: which accounts to look at in which order, what to ask of each, and what the answers change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from acctplan.errors import ValueRefused
from acctplan.model.book import Book, Entry
from acctplan.model.day import read_day
from acctplan.model.edit import Edit
from acctplan.model.finding import Finding
from acctplan.model.plan import Plan
from acctplan.model.scalar import read_ratio
from acctplan.model.vocabulary import DONE

from .portfolio import AccountRow, Portfolio

SOON_DAYS = 14
_BLOCKS_BY_RULE = {"AP301": "stakeholders", "AP302": "health", "AP303": "opportunities", "AP304": "goals"}
_PULSE = (
    ("pulse.renew_today", "Would they renew today?", "yes, no or unsure"),
    ("pulse.confidence", "How sure are we?", "0.6 or 60 %"),
    ("pulse.why", "Why?", "a line"),
    ("pulse.working_on", "What are we working on with them?", "a line"),
)


@dataclass(frozen=True)
class Ask:
    """One question of the day. `about` is a key path; `now` is what the plan says; `choices` what an answer may be."""

    kind: Literal["field", "action", "confirm"]
    about: str
    words: str
    now: str
    choices: str


@dataclass(frozen=True)
class Topic:
    """One account on the agenda."""

    plan: str
    account: str
    owner: str | None
    weight: float
    reviewed_on: date | None
    done: bool
    findings: tuple[str, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class Agenda:
    """Accounts in the order to take them; those reviewed on the day already are `done`."""

    on: date
    topics: tuple[Topic, ...]

    @property
    def left(self) -> tuple[Topic, ...]:
        """What is still to be looked at."""
        return tuple(topic for topic in self.topics if not topic.done)


def agenda(book: Book, portfolio: Portfolio, findings: Mapping[str, list[Finding]], *, today: date) -> Agenda:
    """The agenda of a day: planned, readable accounts by value times staleness times risk."""
    topics = []
    for row in portfolio.rows:
        entry = book.entries[row.plan]
        if entry.plan is not None:
            topics.append(_topic(entry, entry.plan, row, findings.get(row.plan, []), today))
    topics.sort(key=lambda topic: (-topic.weight, topic.plan))
    return Agenda(today, tuple(topics))


def weight(row: AccountRow) -> float:
    """Value times staleness times risk: what a look at this account is worth.

    *Units*: money x (1 + age in months) x (1 to 3, by health and the renewal answer).
    """
    value = float(row.value.amount) if row.value else 1.0
    staleness = 1 + (row.age_days or 0) / 30
    risk = 1.0 + {"red": 1.0, "amber": 0.5}.get(row.band or "", 0.0) + {"no": 1.0, "unsure": 0.5}.get(row.renew_today or "", 0.0)
    return round(max(value, 1.0) * staleness * risk, 2)


def last_review(plan: Plan) -> date | None:
    """The day of the plan's newest review."""
    days = []
    for key in plan.reviews:
        try:
            days.append(read_day(key[:10]))
        except ValueError:
            continue
    return max(days, default=None)


def _topic(entry: Entry, plan: Plan, row: AccountRow, findings: list[Finding], today: date) -> Topic:
    done = any(key.startswith(today.isoformat()) and review.kind == "planning-day" for key, review in plan.reviews.items())
    grave = [finding for finding in findings if finding.severity != "info"]
    said = tuple(f"{finding.severity}: {finding.message}" for finding in grave)
    return Topic(entry.id, entry.account, plan.owner, weight(row), last_review(plan), done, said, tuple(_asks(plan, grave, today)))


def _asks(plan: Plan, findings: list[Finding], today: date) -> Iterable[Ask]:
    pulse = plan.tree.get("pulse") or {}
    for path, words, choices in _PULSE:
        now = pulse.get(path.partition(".")[2]) if isinstance(pulse, dict) else None
        yield Ask("field", path, words, ", ".join(now) if isinstance(now, list) else now or "", choices)
    open_ones = [(key, action) for key, action in plan.actions.items() if action.status not in DONE and action.due]
    for key, action in sorted(open_ones, key=lambda pair: (pair[1].due or today, pair[0])):
        if action.due and (action.due - today).days <= SOON_DAYS:
            late = f"{(today - action.due).days} days late" if action.due < today else f"due {action.due}"
            yield Ask(
                "action", f"actions.{key}", f"{action.do or key} ({late})", action.status, "done, dropped, a new date, or Enter to keep"
            )
    for code, block in _BLOCKS_BY_RULE.items():
        if any(finding.code == code for finding in findings):
            yield Ask("confirm", block, f"Is the {block} block still true as it stands?", "", "y or n")


def edits_for(topic: Topic, plan: Plan, answers: Mapping[str, str], *, today: date, by: str | None, held: bool = True) -> list[Edit]:
    """What the answers change: the fields and actions they name, the blocks they confirm, and, if it was `held` to the end, the review.

    `answers` run from what was asked about to what was said; what is blank or unchanged changes nothing.
    """
    edits: list[Edit] = []
    for ask in topic.asks:
        said = answers.get(ask.about, "").strip()
        if said and said != ask.now:
            edits += _edits_of(ask, said, today)
    if not held:
        return edits
    key = today.isoformat()
    while key in plan.reviews:
        key = f"{today.isoformat()}-{chr(ord(key[-1]) + 1) if len(key) > 10 else 'b'}"
    return [*edits, Edit("add", ("reviews", key), {"kind": "planning-day", **({"by": by} if by else {})})]


def refusal(ask: Ask, said: str) -> str:
    """Why an answer cannot be taken; empty if it can."""
    said = said.strip()
    if not said:
        return ""
    try:
        if ask.about == "pulse.renew_today" and said not in ("yes", "no", "unsure"):
            return "Answer yes, no or unsure."
        if ask.about == "pulse.confidence":
            read_ratio(ratio_said(said))
        if ask.kind == "action" and said not in ("done", "dropped"):
            read_day(said)
    except ValueError as error:
        return f"Answer {'done, dropped or ' if ask.kind == 'action' else ''}{error}."
    if ask.kind == "confirm" and said not in ("y", "n", "yes", "no"):
        return "Answer y or n."
    return ""


def ratio_said(said: str) -> str:
    """A probability as a plan holds it: 60, 60 % and 60% are 0.6."""
    number = said.removesuffix("%").strip()
    if number.isdigit() and (said.endswith("%") or int(number) > 1):
        return format(Decimal(number) / 100, "f")
    return said


def _edits_of(ask: Ask, said: str, today: date) -> list[Edit]:
    trouble = refusal(ask, said)
    if trouble:
        raise ValueRefused(f"{ask.about}: {trouble}", "Answer again.")
    path = tuple(ask.about.split("."))
    if ask.kind == "confirm":
        return [Edit("set", ("confirmed", ask.about), today.isoformat())] if said.startswith("y") else []
    if ask.kind == "field":
        return [Edit("set", path, ratio_said(said) if path[-1] == "confidence" else said)]
    if said == "done":
        return [Edit("set", (*path, "status"), "done"), Edit("set", (*path, "done_on"), today.isoformat())]
    return [Edit("set", (*path, "status"), "dropped")] if said == "dropped" else [Edit("set", (*path, "due"), said)]
