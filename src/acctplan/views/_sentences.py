"""Changes in the business's words: who went from what to what, amounts and per cent, days slipped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from acctplan.model.change import Change
from acctplan.model.day import read_day
from acctplan.model.money import read_money
from acctplan.model.period import CALENDAR, FiscalYear, parse_period
from acctplan.model.plan import Plan
from acctplan.model.scalar import read_number
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
_TITLE_FIELDS = ("title", "name", "do", "ask", "what", "text", "claim", "metric", "quote")
_KINDS = {"m-and-a": "Merger or acquisition", "rvp-quarterly": "RVP quarterly", "qbr": "QBR"}
_PEOPLE_FIELDS = frozenset(
    {"owner", "stakeholder", "said_by", "raised_to", "introduced_by", "by", "of", "from", "reports_to", "known_by", "with"}
)
_DATES = frozenset({"due", "close_on", "renews_on", "notice_on", "needed_on"})
_DAYS = frozenset(
    {"renews_on", "notice_on", "needed_on", "close_on", "agreed_on", "said_on", "raised_on", "happened_on", "left_on", "done_on", "met_on"}
)


class Sentence(NamedTuple):
    """One change in words: whom or what it is about, what happened, and whether that is for the better."""

    about: str
    said: str
    tone: Tone = ""

    @property
    def text(self) -> str:
        """The whole sentence, without its full stop."""
        return f"{self.about} {self.said}".strip()


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
            return Sentence("The plan", "was started", "good") if change.kind == "added" else Sentence("The plan", "was removed", "bad")
        if change.path == ("plan",):
            return Sentence("The plan's file", f"was renamed: {change.old} is now {change.new}", "dim")
        if change.path == ("body",):
            return self.body(change)
        if change.kind == "renamed":
            return Sentence(self.subject(change.path), f"has a new id: {change.old} is now {change.new}", "dim")
        if change.kind in ("added", "removed"):
            return self.whole(change)
        return self.field(change)

    def body(self, change: Change) -> Sentence:
        before, after = len(str(change.old).split()), len(str(change.new).split())
        if before and after:
            return Sentence("The notes", f"were rewritten ({before} to {after} words)")
        return Sentence("The notes", "were written" if after else "were removed")

    def whole(self, change: Change) -> Sentence:
        block, key = change.path[0], change.path[-1]
        came = change.kind == "added"
        value = change.new if came else change.old
        if block == "team":
            return Sentence(self.team.name(key), f"{'joined' if came else 'left'} the account team{self.roles(value)}")
        if block == "confirmed":
            return Sentence(key.capitalize(), f"confirmed as still true on {change.new}", "good")
        if block == "reviews":
            return Sentence(self.kind(value, "kind", "review"), f"on {key[:10]}", "dim")
        if block == "stakeholders" and len(change.path) == 2:
            return Sentence(
                self.person_in(value, key), ("came onto" if came else "left") + " the map" + self.stance(value), "" if came else "warn"
            )
        if block == "movements":
            return Sentence(
                f"{self.kind(value, 'type', 'movement')}:",
                f"{self.title(value) or key}{'' if came else ' (removed)'}",
                "warn" if came else "dim",
            )
        noun = NOUNS.get(change.path[-2] if len(change.path) > 1 else "", key.replace("_", " "))
        inside = f" of {self.thing(change.path[:2])}" if len(change.path) > 2 else ""
        what = self.title(value) or self.named(key, self.new or self.old)
        return Sentence(
            f"{'New' if came else 'Removed'} {noun}{inside}:", f"{what}{self.detail(value)}", "warn" if came and block == "risks" else ""
        )

    def field(self, change: Change) -> Sentence:
        path, name = change.path, change.path[-1]
        who, label, tone = self.subject(path), self.label(path), self.tone(name, change)
        old, new = self.value(path, change.old, self.old), self.value(path, change.new, self.new)
        if path[0] == "confirmed":
            return Sentence(name.capitalize(), f"confirmed as still true on {change.new}", "good")
        if change.new is None:
            return Sentence(who, f"{label} no longer said (was {old})")
        if name in ("support", "status", "stage") and change.old is not None:
            return Sentence(who, f"went from {old} to {new}", tone)
        if change.old is None:
            return Sentence(who, f"{label} now {new}", tone)
        if isinstance(change.old, list) and isinstance(change.new, list):
            return Sentence(who, f"{label} {self.listing(path, change.old, change.new)}")
        delta = self.delta(name, change)
        if delta:
            return Sentence(who, delta if name in _DATES and len(path) > 1 else f"{label} {delta}", tone)
        if name == "owner" and len(path) > 1:
            return Sentence(who, f"passed from {old} to {new}")
        return Sentence(who, f"{label} went from {old} to {new}", tone)

    def delta(self, name: str, change: Change) -> str:
        try:
            if name in _DATES:
                return days_delta(self.day(change.old), self.day(change.new))
            if name in ("amount", "arr"):
                return f"went from {money_delta(change.old, change.new)}"
            before, after = read_number(change.old), read_number(change.new)
            if name == "confidence":
                return f"went from {before:.0%} to {after:.0%}".replace("%", " %")
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
        """Whom or what a field belongs to, as a sentence begins."""
        if path[0] == "stakeholders" and len(path) > 1:
            return self.person_in(self.item(path[:2]), path[1])
        if len(path) == 1 and path[0] not in NOUNS:
            return "Account:"
        if path[0] not in NOUNS:
            return f"{path[0].replace('_', ' ').capitalize()}:"
        if len(path) > 3 and path[2] in NOUNS:
            return f"{self.thing(path[:2])}, {self.thing(path[:4])}:"
        return f"{self.thing(path[:2])}:"

    def label(self, path: tuple[str, ...]) -> str:
        if path[0] == "health" and len(path) == 3:
            return path[1] if path[2] == "band" else f"{path[1]} {path[2]}"
        if path == ("pulse", "renew_today"):
            return "would they renew today"
        name = path[-1]
        return name.removesuffix("_on").replace("_", " ") if name in _DAYS else name.replace("_", " ")

    @staticmethod
    def person_in(item: Any, key: str) -> str:
        """A person at the customer by title and name; an open seat by its title."""
        name, title = (item.get("name"), item.get("title")) if isinstance(item, Mapping) else (None, None)
        if name and title:
            return f"The {title}, {name},"
        return str(name) if name else f"The open {title} seat" if title else key

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
    def kind(value: Any, field: str, otherwise: str) -> str:
        """The kind of a review or the type of a movement, as a sentence begins."""
        word = str(value.get(field) or otherwise) if isinstance(value, Mapping) else otherwise
        return _KINDS.get(word) or word.replace("-", " ").capitalize()

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
        parts += [self.named(value["owner"], self.new or self.old)] if isinstance(value.get("owner"), str) else []
        parts += [f"due {value['due']}"] if value.get("due") else []
        return f" ({', '.join(parts)})" if parts else ""

    def stance(self, value: Any) -> str:
        words = [str(value["support"])] if isinstance(value, Mapping) and value.get("support") else []
        return f" ({', '.join(words)})" if words else ""

    @staticmethod
    def roles(value: Any) -> str:
        return f" ({', '.join(value) if isinstance(value, list) else value})" if value else ""

    def value(self, path: tuple[str, ...], value: Any, plan: Plan | None) -> str:
        """A value in words; ids of people as their names in that state of the plan."""
        name = path[-1]
        if value is None:
            return "nothing"
        if isinstance(value, list):
            return ", ".join(self.value(path, item, plan) for item in value)
        if isinstance(value, Mapping) and value.get("band"):
            return f"{value['band']} ({value['cause']})" if value.get("cause") else str(value["band"])
        if isinstance(value, Mapping):
            return self.title(value) or ", ".join(f"{key} {item}" for key, item in value.items())
        text = str(value)
        if name in _PEOPLE_FIELDS:
            return self.named(text, plan)
        if name in ("amount", "arr") and _is_money(text):
            return str(read_money(text))
        if name == "confidence" and _is_number(text):
            return f"{Decimal(text):.0%}".replace("%", " %")
        return f"“{text}”" if " " in text else text

    def named(self, key: str, plan: Plan | None) -> str:
        if key in self.team:
            return self.team.name(key)
        held = plan.tree.get("stakeholders") if plan else None
        item = held.get(key) if isinstance(held, Mapping) else None
        return str((item.get("name") or item.get("title") or key) if isinstance(item, Mapping) else key)

    def listing(self, path: tuple[str, ...], old: list[Any], new: list[Any]) -> str:
        come = [self.value(path, item, self.new) for item in new if item not in old]
        gone = [self.value(path, item, self.old) for item in old if item not in new]
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
