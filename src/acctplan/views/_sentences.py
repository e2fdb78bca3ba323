"""Changes in the business's words: who went from what to what, amounts and per cent, days slipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from acctplan.model.change import Change
from acctplan.model.money import read_money
from acctplan.model.period import CALENDAR, FiscalYear, parse_period
from acctplan.model.plan import Plan
from acctplan.model.scalar import read_day, read_number
from acctplan.model.team import NOBODY, Team
from acctplan.model.vocabulary import STAGES
from acctplan.report import Tone

NOUNS = {
    "stakeholders": "stakeholder", "goals": "goal", "risks": "risk", "opportunities": "opportunity", "actions": "action",
    "milestones": "milestone", "questions": "question", "movements": "movement", "reviews": "review", "units": "unit",
    "key_results": "key result", "challenges": "challenge", "success_criteria": "success criterion", "our_goals": "goal of ours",
    "initiatives": "initiative", "insights": "insight", "competitors": "competitor", "value": "value claim", "asks": "ask",
    "research": "research note", "touchpoints": "touchpoint",
}  # fmt: skip
_SCALES: dict[str, tuple[str, ...]] = {
    "support": ("opponent", "neutral", "supporter", "champion"),
    "band": ("red", "amber", "green"),
    "stage": STAGES,
    "renew_today": ("no", "unsure", "yes"),
    "alignment": ("poor", "neutral", "good"),
    "status": ("off-track", "at-risk", "open", "on-track", "partial", "achieved"),
    "forecast": ("omitted", "pipeline", "best-case", "commit"),
}
_TITLE_FIELDS = ("title", "name", "do", "ask", "what", "text", "claim", "metric")
_PEOPLE_FIELDS = frozenset({"owner", "stakeholder", "said_by", "raised_to", "introduced_by", "by", "of", "from", "reports_to", "known_by", "with"})
_DATES = frozenset({"due", "close_on", "renews_on", "notice_on", "needed_on"})
_PLURAL = {"known_by": "known by", "with": "with", "said_by": "said by", "raised_to": "raised to"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One change in words, with whether it is for the better."""

    text: str
    tone: Tone


def sentence(change: Change, old: Plan | None, new: Plan | None, team: Team = NOBODY, fiscal: FiscalYear = CALENDAR) -> Sentence:
    """The change as a person would say it."""
    return _Speaker(old, new, team, fiscal).say(change)


def money_delta(old: Any, new: Any) -> str:
    """`36,000 EUR to 48,000 EUR (+12,000, +33 %)`; per cent only where the old amount is not zero."""
    before, after = read_money(old), read_money(new)
    difference = after.amount - before.amount
    share = f", {difference / before.amount:+.0%}".replace("%", " %") if before.amount else ""
    return f"{before} to {after} ({difference:+,}{share})" if before.currency == after.currency else f"{before} to {after}"


def days_delta(old: date, new: date) -> str:
    """`slipped 31 days, 2026-03-31 to 2026-05-01`, or came forward."""
    days = (new - old).days
    verb = "slipped" if days > 0 else "came forward"
    return f"{verb} {abs(days)} day{'s' if abs(days) != 1 else ''}, from {old} to {new}"


class _Speaker:
    def __init__(self, old: Plan | None, new: Plan | None, team: Team, fiscal: FiscalYear) -> None:
        self.old, self.new, self.team, self.fiscal = old, new, team, fiscal

    def say(self, change: Change) -> Sentence:
        if not change.path:
            return Sentence("The plan was started" if change.kind == "added" else "The plan was removed", "good" if change.kind == "added" else "bad")
        if change.path == ("body",):
            return self.body(change)
        if change.kind == "renamed":
            return Sentence(f"{self.thing(change.path)} has a new id: {change.old} is now {change.new}", "dim")
        if change.kind in ("added", "removed"):
            return self.whole(change)
        return self.field(change)

    def body(self, change: Change) -> Sentence:
        before, after = len(str(change.old).split()), len(str(change.new).split())
        return Sentence(f"The text was rewritten ({before} to {after} words)" if before and after else "The text was written" if after else "The text was removed", "")

    def whole(self, change: Change) -> Sentence:
        block = change.path[0]
        came = change.kind == "added"
        value = change.new if came else change.old
        if block == "team":
            name = self.team.name(change.path[-1])
            return Sentence(f"{name} {'joined' if came else 'left'} the account team{self.roles(value)}", "")
        if block == "confirmed":
            return Sentence(f"{change.path[-1].capitalize()} confirmed as still true on {change.new}", "good")
        if block == "reviews":
            kind = value.get("kind", "review") if isinstance(value, dict) else "review"
            return Sentence(f"{str(kind).replace('-', ' ').capitalize()} held on {change.path[-1][:10]}", "dim")
        if block == "stakeholders":
            return Sentence(f"{self.thing(change.path)} {'came onto' if came else 'left'} the stakeholder map{self.stance(value)}", "" if came else "warn")
        if block == "movements":
            kind = value.get("type", "movement") if isinstance(value, dict) else "movement"
            return Sentence(f"{str(kind).replace('-', ' ').capitalize()}: {self.title(value) or change.path[-1]}" + ("" if came else " (removed)"), "warn" if came else "dim")
        noun = NOUNS.get(change.path[-2] if len(change.path) > 1 else "", change.path[-1].replace("_", " "))
        inside = f" of {self.thing(change.path[:2])}" if len(change.path) > 2 else ""
        what = self.title(value) or change.path[-1]
        detail = self.detail(value)
        return Sentence(f"{'New' if came else 'Removed'} {noun}{inside}: {what}{detail}", "warn" if came and block == "risks" else "")

    def field(self, change: Change) -> Sentence:
        path, name = change.path, change.path[-1]
        who = self.subject(path)
        old, new = self.value(name, change.old), self.value(name, change.new)
        if change.new is None:
            return Sentence(f"{who}: {self.label(path)} no longer said (was {old})", "")
        if path[0] == "confirmed":
            return Sentence(f"{path[-1].capitalize()} confirmed as still true on {change.new}", "good")
        if name == "support":
            return Sentence(f"{self.role(path)} went from {change.old or 'unknown'} to {change.new}", self.tone(name, change))
        if change.old is None:
            return Sentence(f"{who}: {self.label(path)} is {new}", self.tone(name, change))
        if isinstance(change.old, list) and isinstance(change.new, list):
            return Sentence(f"{who}: {self.label(path)} {self.listing(change.old, change.new)}", "")
        delta = self.delta(name, change)
        if delta:
            return Sentence(f"{who}{'' if name in _DATES and len(path) > 1 else ': ' + self.label(path)} {delta}", self.tone(name, change))
        if name == "owner" and len(path) > 1:
            return Sentence(f"{who} passed from {old} to {new}", "")
        if name == "status":
            return Sentence(f"{who} went from {old} to {new}", self.tone(name, change))
        return Sentence(f"{who}: {self.label(path)} went from {old} to {new}", self.tone(name, change))

    def delta(self, name: str, change: Change) -> str:
        try:
            if name in _DATES:
                return days_delta(self.day(change.old), self.day(change.new))
            if name in ("amount", "arr"):
                return f"went from {money_delta(change.old, change.new)}"
            before, after = read_number(change.old), read_number(change.new)
        except (ValueError, ArithmeticError):
            return ""
        return f"went from {before} to {after} ({after - before:+})"

    def day(self, value: Any) -> date:
        period = parse_period(value, self.fiscal) if isinstance(value, str) else None
        return period.ends_on if period else read_day(value)

    def tone(self, name: str, change: Change) -> Tone:
        scale = _SCALES.get(name)
        if scale and change.old in scale and change.new in scale:
            return "good" if scale.index(str(change.new)) > scale.index(str(change.old)) else "bad"
        if name == "stage" and change.new == "closed-won":
            return "good"
        if name in _DATES and isinstance(change.old, str) and isinstance(change.new, str):
            return "warn" if change.new > change.old else ""
        if name == "status" and change.new in ("done", "closed", "mitigated", "achieved", "met"):
            return "good"
        return "bad" if name == "status" and change.new in ("happened", "blocked") else ""

    def subject(self, path: tuple[str, ...]) -> str:
        if len(path) == 1:
            return "The account"
        if path[0] in ("health", "pulse", "renewal", "intent") or path[0] not in NOUNS:
            return {"renewal": "The renewal", "pulse": "Pulse", "health": "Health", "intent": "Intent"}.get(path[0], path[0].replace("_", " ").capitalize())
        if len(path) > 3 and path[2] in NOUNS:
            return f"{self.thing(path[:2])}: {self.thing(path[:4])}"
        return self.thing(path[:2])

    def label(self, path: tuple[str, ...]) -> str:
        if path[0] == "health" and len(path) == 3:
            return path[1] if path[2] == "band" else f"{path[1]} {path[2]}"
        if path == ("pulse", "renew_today"):
            return "would they renew today"
        return _PLURAL.get(path[-1], path[-1].replace("_on", "").replace("_", " "))

    def role(self, path: tuple[str, ...]) -> str:
        """A person at the customer by title and name: "the VP Operations, Ana Ruiz,"."""
        item = self.item(path[:2])
        name, title = item.get("name"), item.get("title")
        return f"The {title}, {name}," if name and title else f"The {title}" if title else str(name or path[1])

    def thing(self, path: tuple[str, ...]) -> str:
        return self.title(self.item(path)) or path[-1]

    def item(self, path: tuple[str, ...]) -> Mapping[str, Any]:
        for plan in (self.new, self.old):
            value: Any = plan.tree if plan else None
            for step in path:
                value = value.get(step) if isinstance(value, Mapping) else None
            if isinstance(value, Mapping):
                return value
        return {}

    @staticmethod
    def title(value: Any) -> str:
        if isinstance(value, str):
            return value
        if not isinstance(value, Mapping):
            return ""
        return next((str(value[name]) for name in _TITLE_FIELDS if value.get(name)), "")

    def detail(self, value: Any) -> str:
        if not isinstance(value, Mapping):
            return ""
        parts = [str(read_money(value["amount"]))] if isinstance(value.get("amount"), str) and _is_money(value["amount"]) else []
        parts += [self.team.name(value["owner"])] if isinstance(value.get("owner"), str) else []
        parts += [f"due {value['due']}"] if value.get("due") else []
        return f" ({', '.join(parts)})" if parts else ""

    def stance(self, value: Any) -> str:
        words = [str(value[name]) for name in ("title", "support") if isinstance(value, Mapping) and value.get(name)]
        return f" ({', '.join(words)})" if words else ""

    @staticmethod
    def roles(value: Any) -> str:
        return f" ({', '.join(value) if isinstance(value, list) else value})" if value else ""

    def value(self, name: str, value: Any) -> str:
        if value is None:
            return "nothing"
        if isinstance(value, list):
            return ", ".join(self.value(name, item) for item in value)
        if isinstance(value, Mapping):
            return self.title(value) or ", ".join(f"{key} {item}" for key, item in value.items())
        text = str(value)
        if name in _PEOPLE_FIELDS:
            return self.team.name(text) if text in self.team else self.thing(("stakeholders", text))
        if name == "amount" and _is_money(text):
            return str(read_money(text))
        if name == "confidence":
            return f"{Decimal(text):.0%}".replace("%", " %") if _is_number(text) else text
        return f"“{text}”" if " " in text else text

    def listing(self, old: list[Any], new: list[Any]) -> str:
        come = [self.value("", item) for item in new if item not in old]
        gone = [self.value("", item) for item in old if item not in new]
        parts = [f"gained {', '.join(come)}"] if come else []
        return " and ".join([*parts, *([f"lost {', '.join(gone)}"] if gone else [])])


def _is_money(value: Any) -> bool:
    try:
        read_money(value)
    except ValueError:
        return False
    return True


def _is_number(value: Any) -> bool:
    try:
        read_number(value)
    except ValueError:
        return False
    return True
