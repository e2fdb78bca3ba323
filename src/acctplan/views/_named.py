"""What things of a plan are called: people by name, items by title, values in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from acctplan.analysis.keyed import TITLES, Entries, entries, keyed
from acctplan.model.money import read_money
from acctplan.model.plan import Plan
from acctplan.model.team import Team

from ._words import DAYS, KINDS, NOUNS, PEOPLE_FIELDS, is_money, is_number

Path = tuple[str, ...]


class Names:
    """Names in two states of a plan; the newer speaks first."""

    def __init__(self, old: Plan | None, new: Plan | None, team: Team) -> None:
        self.old, self.new, self.team = old, new, team
        self.lists: dict[int, Entries] = {}

    def subject(self, path: Path) -> str:
        """Whom or what a field belongs to, as a sentence begins."""
        if path[0] == "facts":
            return "Synced:"
        if path[0] == "stakeholders" and len(path) > 1:
            return self.person_in(self.item(path[:2]), path[1])
        if len(path) == 1 and path[0] not in NOUNS:
            return "Account:"
        if path[0] not in NOUNS:
            inside = len(path) > 3 and path[1] in NOUNS
            return f"{self.thing(path[:3])}:" if inside else f"{path[0].replace('_', ' ').capitalize()}:"
        if len(path) > 3 and path[2] in NOUNS:
            return f"{self.thing(path[:2])}, {self.thing(path[:4])}:"
        return f"{self.thing(path[:2])}:"

    def label(self, path: Path) -> str:
        """What a field is called in a sentence."""
        if path[0] == "health" and len(path) == 3:
            return path[1] if path[2] == "band" else f"{path[1]} {path[2]}"
        if path == ("pulse", "renew_today"):
            return "would they renew today"
        name = path[-1]
        if path[0] == "touchpoints" and name == "last_on":
            return "last contact"
        if path[0] == "facts" and len(path) > 3:
            return " ".join(step.replace("_", " ") for step in (path[1], *path[3:]))
        return name.removesuffix("_on").replace("_", " ") if name in DAYS else name.replace("_", " ")

    def thing(self, path: Path) -> str:
        """The title of the item at a path; its id without one."""
        return self.title(self.item(path)) or self.named(path[-1])

    def item(self, path: Path) -> Mapping[str, Any]:
        """The item at a path, of a list by what names it."""
        for plan in (self.new, self.old):
            value: Any = plan.tree if plan else None
            for above, step in zip(("", *path), path, strict=False):
                if isinstance(value, list):
                    value = self.entries(value, above)
                value = value.get(step) if isinstance(value, Mapping) else None
            if isinstance(value, Mapping):
                return value
        return {}

    def entries(self, held: list[Any], name: str) -> Entries:
        """A list's records by what names them; each list is gone through once."""
        if id(held) not in self.lists:
            self.lists[id(held)] = entries(map(keyed, held), name)
        return self.lists[id(held)]

    @staticmethod
    def person_in(item: Any, key: str) -> str:
        """A person at the customer by title and name; an open seat by its title."""
        name, title = (item.get("name"), item.get("title")) if isinstance(item, Mapping) else (None, None)
        if name and title:
            return f"The {title}, {name},"
        return str(name) if name else f"The open {title} seat" if title else key

    @staticmethod
    def kind(value: Any, field: str, otherwise: str) -> str:
        """The kind of a review or the type of a movement, as a sentence begins."""
        word = str(value.get(field) or otherwise) if isinstance(value, Mapping) else otherwise
        return KINDS.get(word) or word.replace("-", " ").capitalize()

    def title(self, value: Any) -> str:
        """The words a record is known by; a line of the political map by its ends."""
        if isinstance(value, str):
            return value
        if not isinstance(value, Mapping):
            return ""
        if value.get("from") and value.get("to"):
            return f"{self.named(str(value['from']))} to {self.named(str(value['to']))}"
        return next((str(value[name]) for name in (*TITLES, "rule") if value.get(name)), "")

    def detail(self, value: Any) -> str:
        """Amount, owner and date of an item, in brackets."""
        if not isinstance(value, Mapping):
            return ""
        parts = [str(read_money(value["amount"]))] if isinstance(value.get("amount"), str) and is_money(value["amount"]) else []
        parts += [self.named(value["owner"])] if isinstance(value.get("owner"), str) else []
        parts += [f"due {value['due']}"] if value.get("due") else []
        return f" ({', '.join(parts)})" if parts else ""

    def value(self, path: Path, value: Any, plan: Plan | None) -> str:
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
        if name in PEOPLE_FIELDS or name.endswith("_by"):
            return self.named(text, plan)
        if (name in ("amount", "arr") or path[0] == "revenue") and is_money(text):
            return str(read_money(text))
        if name == "confidence" and is_number(text):
            return f"{Decimal(text):.0%}".replace("%", " %")
        return f"“{text}”" if " " in text else text

    def named(self, key: str, plan: Plan | None = None) -> str:
        """The name of a person, in a state of the plan; the key itself for anybody else."""
        if key in self.team:
            return self.team.name(key)
        state = plan or self.new or self.old
        held = state.tree.get("stakeholders") if state else None
        item = held.get(key) if isinstance(held, Mapping) else None
        return str((item.get("name") or item.get("title") or key) if isinstance(item, Mapping) else key)

    def listing(self, path: Path, old: list[Any], new: list[Any]) -> str:
        """What a list gained and lost."""
        come = [self.value(path, item, self.new) for item in new if item not in old]
        gone = [self.value(path, item, self.old) for item in old if item not in new]
        parts = [f"gained {', '.join(come)}"] if come else []
        return " and ".join([*parts, *([f"lost {', '.join(gone)}"] if gone else [])])
