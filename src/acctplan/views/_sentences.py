"""Changes in the business's words: who went from what to what, amounts and per cent, days slipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from acctplan.analysis.direction import PLANNED, SCALES, day_of, direction
from acctplan.analysis.keyed import heading_of
from acctplan.analysis.rewording import rewordings
from acctplan.model.change import Change
from acctplan.model.period import CALENDAR, FiscalYear
from acctplan.model.plan import Plan
from acctplan.model.scalar import read_number
from acctplan.model.team import NOBODY, Team
from acctplan.named_tuple import NamedTuple
from acctplan.report import Tone

from ._named import Names
from ._words import DATES, NOUNS, clipped, days_delta, money_delta

_TONES: dict[int, Tone] = {1: "good", -1: "bad", 0: ""}
_ENDS = {"closed-won": "was won", "closed-lost": "was lost"}
_ON_THEIR_OWN = ("support", "status", "stage")
_MOST_ORDERED = 6
_MOST_QUOTED = 160


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
    return _Speaker(Names(old, new, team), fiscal).say(change)


def sentences(
    changes: Iterable[Change], old: Plan | None, new: Plan | None, team: Team = NOBODY, fiscal: FiscalYear = CALENDAR
) -> list[Sentence]:
    """Many changes between the same two states, each as a person would say it."""
    speaker = _Speaker(Names(old, new, team), fiscal)
    return [speaker.say(change) for change in changes]


class _Speaker:
    def __init__(self, names: Names, fiscal: FiscalYear) -> None:
        self.names, self.fiscal = names, fiscal

    def say(self, change: Change) -> Sentence:
        path, came = change.path, change.kind == "added"
        if not path:
            return Sentence("The plan", "was started" if came else "was removed", "good" if came else "bad")
        if path == ("plan",):
            words = f"was {change.kind}: {change.old} is now {change.new}"
            return Sentence("The plan's file", words, "dim")
        if change.source == "cosmetic":
            return self.layout(change)
        if path == ("facts",):
            return Sentence("Synced:", "facts came in for the first time" if came else "no facts any more", "" if came else "warn")
        if path[0] == "body":
            return self.body(change)
        if change.kind == "renamed":
            return self.renamed(change)
        if change.kind == "moved":
            before, after = (word.split(".")[0].replace("_", " ") for word in (str(change.old), str(change.new)))
            where = f"from {before} to {after}" if before != after else f"to {self.names.thing(path[:2])}"
            return Sentence(f"{self.names.thing(path)}:", f"moved {where}", "dim")
        if came or change.kind == "removed":
            return self.whole(change)
        return self.field(change)

    def layout(self, change: Change) -> Sentence:
        """What has another order or another layout and means the same."""
        if change.kind == "moved":
            shown = [clipped(self.names.title(self.names.item((*change.path, str(key)))) or str(key), 40) for key in change.new]
            more = f" and {len(shown) - _MOST_ORDERED} more" if len(shown) > _MOST_ORDERED else ""
            what = " of ".join([change.path[-1].replace("_", " "), *([self.names.thing(change.path[:2])] if len(change.path) > 2 else [])])
            return Sentence("Another order:", f"{what}, now {', '.join(shown[:_MOST_ORDERED])}{more}", "dim")
        what = "line endings or the order of fields" if change.path == ("layout",) else self.names.label(change.path)
        return Sentence("Written in another way, meaning the same:", what, "dim")

    def body(self, change: Change) -> Sentence:
        """The body's words, under the heading they stand below."""
        if change.kind == "renamed":
            before, after = (str(key).replace("-", " ") for key in (change.old, change.new))
            return Sentence("Notes:", f"the heading “{before}” is now “{after}”{self.sure(change)}", "dim")
        old, new = str(change.old or ""), str(change.new or "")
        heading = clipped(heading_of(new or old), 60)
        about = f"Notes, “{heading}”:" if heading else "Notes:"
        if not old.strip():
            return Sentence(about, f"written ({len(new.split())} words)")
        if not new.strip():
            return Sentence(about, "removed")
        was, now = (part.partition("\n")[2] if heading_of(part) else part for part in (old, new))
        if was.split() == now.split():
            return Sentence(about, f"the heading was “{clipped(heading_of(old), 60)}”")
        return Sentence(about, self.reworded(was, now))

    @staticmethod
    def reworded(old: str, new: str) -> str:
        """The words that changed, each place with what was there and what is."""
        found = rewordings(old, new)
        if found is None:
            return f"rewritten ({len(old.split())} to {len(new.split())} words)"
        said = []
        for was, now in found.places:
            if not was:
                said.append(f"added “{clipped(now, _MOST_QUOTED)}”")
            elif not now:
                said.append(f"dropped “{clipped(was, _MOST_QUOTED)}”")
            else:
                said.append(f"“{clipped(was, _MOST_QUOTED)}” became “{clipped(now, _MOST_QUOTED)}”")
        return "; ".join([*said, *([f"{found.more} more places"] if found.more else [])])

    def renamed(self, change: Change) -> Sentence:
        """Another id, or other words that a record of a list is known by."""
        return Sentence(self.names.subject(change.path), f"has a new id: {change.old} is now {change.new}{self.sure(change)}", "dim")

    @staticmethod
    def sure(change: Change) -> str:
        """That a rename is guessed from likeness, and how alike the two are."""
        return f" (possibly renamed, {change.score:.0%} alike)".replace("%", " %") if change.score is not None and change.score < 1 else ""

    def whole(self, change: Change) -> Sentence:
        block, key, names = change.path[0], change.path[-1], self.names
        came = change.kind == "added"
        value = change.new if came else change.old
        if block == "team":
            roles = f" ({', '.join(value) if isinstance(value, list) else value})" if value else ""
            return Sentence(names.team.name(key), f"{'joined' if came else 'left'} the account team{roles}")
        if block == "confirmed" and came:
            return Sentence(key.capitalize(), f"confirmed as still true on {change.new}", "good")
        if block == "reviews":
            return Sentence(names.kind(value, "kind", "review"), f"on {key[:10]}{'' if came else ' (removed)'}", "dim")
        if block == "stakeholders" and len(change.path) == 2:
            stance = f" ({value['support']})" if isinstance(value, Mapping) and value.get("support") else ""
            said = ("came onto" if came else "left") + " the map" + stance
            return Sentence(names.person_in(value, key), said, "" if came else "warn")
        if block == "movements":
            gone = "" if came else " (removed)"
            return Sentence(f"{names.kind(value, 'type', 'movement')}:", f"{names.title(value) or key}{gone}", "warn" if came else "dim")
        if len(change.path) == 2 and block not in NOUNS:
            said = f"{names.label(change.path)} {'now' if came else 'no longer said, was'} {names.value(change.path, value, None)}"
            return Sentence(f"{block.replace('_', ' ').capitalize()}:", said)
        noun = NOUNS.get(change.path[-2] if len(change.path) > 1 else "", key.replace("_", " "))
        inside = f" of {names.thing(change.path[:2])}" if len(change.path) > 3 or (len(change.path) > 2 and block in NOUNS) else ""
        what = names.title(value) or names.named(key)
        tone: Tone = "warn" if came and block == "risks" else ""
        return Sentence(f"{'New' if came else 'Removed'} {noun}{inside}:", f"{what}{names.detail(value)}", tone)

    def field(self, change: Change) -> Sentence:
        path, name, names = change.path, change.path[-1], self.names
        who, label = names.subject(path), names.label(path)
        better = direction(path, change.old, change.new, target=self.target(path), fiscal=self.fiscal)
        tone: Tone = "warn" if better < 0 and name in PLANNED else _TONES[better]
        old, new = names.value(path, change.old, names.old), names.value(path, change.new, names.new)
        if path[0] == "confirmed" and change.new is not None:
            return Sentence(name.capitalize(), f"confirmed as still true on {change.new}", "good")
        if path[0] == "stakeholders" and len(path) == 3 and change.old is None and name in ("left_on", "name"):
            return self.seat(change)
        if change.new is None:
            return Sentence(who, f"{label} no longer said (was {old})")
        if change.old is None:
            return Sentence(who, f"{label} now {new}", tone)
        if isinstance(change.old, list) and isinstance(change.new, list):
            return Sentence(who, f"{label} {names.listing(path, change.old, change.new)}")
        if name in SCALES:
            if change.new in _ENDS:
                return Sentence(who, f"{_ENDS[str(change.new)]} (was {old})", tone)
            verbs = {1: "moved on", -1: "fell back"} if name == "stage" else {1: "improved", -1: "worsened"}
            verb = verbs.get(better, "went")
            return Sentence(who, f"{'' if name in _ON_THEIR_OWN else f'{label} '}{verb} from {old} to {new}", tone)
        delta = self.delta(path, change, better)
        if delta:
            return Sentence(who, delta if name in PLANNED and len(path) > 1 else f"{label} {delta}", tone)
        if name == "owner" and len(path) > 1 and path[0] != "facts":
            return Sentence(who, f"passed from {old} to {new}")
        return Sentence(who, f"{label} went from {old} to {new}", tone)

    def seat(self, change: Change) -> Sentence:
        """A person at the customer who left, or one who took an open seat."""
        title = self.names.item(change.path[:2]).get("title") or change.path[1]
        if change.path[-1] == "name":
            return Sentence(f"The {title} seat", f"was filled by {change.new}", "good")
        return Sentence(self.names.subject(change.path), f"left on {change.new}", "bad")

    def target(self, path: tuple[str, ...]) -> Any:
        """What a key result is to reach."""
        return self.names.item(path[:-1]).get("target") if path[-1] == "current" else None

    def delta(self, path: tuple[str, ...], change: Change, better: int) -> str:
        """How far a date, an amount or a number moved; empty for anything else."""
        name = path[-1]
        try:
            if name in DATES:
                return days_delta(day_of(change.old, self.fiscal), day_of(change.new, self.fiscal), planned=name in PLANNED)
            if name in ("amount", "arr") or path[0] == "revenue":
                return f"went from {money_delta(change.old, change.new)}"
            before, after = read_number(change.old), read_number(change.new)
            if name == "confidence":
                return f"went from {before:.0%} to {after:.0%}".replace("%", " %")
        except (ValueError, ArithmeticError):
            return ""
        goal = f", {'closer to' if better > 0 else 'further from'} {self.target(path)}" if name == "current" and better else ""
        return f"went from {before} to {after} ({after - before:+}{goal})"
