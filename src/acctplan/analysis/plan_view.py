"""One plan as a person reads it: names for ids, what is late, how old each block is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from acctplan.model.book import Entry
from acctplan.model.facts import Facts
from acctplan.model.plan import Plan
from acctplan.model.settings import Settings
from acctplan.model.team import Team
from acctplan.model.vocabulary import DONE
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from .belief_age import Ages
from .health_score import health_score
from .worth import renewal_of, value_of

_FILLED = Pattern(r"\{\{ *facts((?:\.[a-z0-9_]+)+) *\}\}")


class ActionLine(NamedTuple):
    """An action with how late it is; open ones by due date first, then the finished ones."""

    id: str
    do: str
    owner: str | None
    due: date | None
    status: str
    because: tuple[str, ...]
    overdue_days: int


class PlanView(NamedTuple):
    """A plan with everything its pages need."""

    plan: Plan
    people: Mapping[str, str]
    tier: str
    value: str
    renews_on: date | None
    health: int | None
    actions: tuple[ActionLine, ...]
    body: str
    ages: Mapping[str, int]
    age_words: str
    stale: bool

    def person(self, key: str | None) -> str:
        """A person's name by id, else the id."""
        return self.people.get(key or "", key or "")

    def age_of(self, block: str) -> str:
        """How old a block is, for a heading; empty if unknown or fresh."""
        days = self.ages.get(block)
        return f" · {days} days old" if days is not None and days > 1 else ""

    def data(self) -> dict[str, Any]:
        """What machine formats give: the plan in long form and what was reckoned."""
        return {
            "plan": self.plan.id, "account": self.plan.account, "fields": self.plan.tree, "body": self.plan.body, "tier": self.tier,
            "value": None if self.value == "–" else self.value, "renews_on": self.renews_on, "health": self.health, "age_days": self.ages,
        }  # fmt: skip


def plan_view(entry: Entry, plan: Plan, team: Team, settings: Settings, ages: Ages, *, today: date) -> PlanView:
    """The plan, ready to be laid out."""
    days = {block: age.days(today) for block, age in ages.blocks.items()}
    tier = plan.tier or (entry.facts.text("crm", "tier") if entry.facts else None) or "standard"
    value = value_of(entry, settings)
    age = ages.plan
    return PlanView(
        plan=plan,
        people={
            **{key: team.name(key) for key in team},
            **{key: person.name or person.title or key for key, person in plan.stakeholders.items()},
        },
        tier=tier,
        value=str(value) if value else "–",
        renews_on=renewal_of(entry),
        health=health_score(plan, settings),
        actions=_actions(plan, today),
        body=filled(plan.body, entry.facts).strip(),
        ages=days,
        age_words=f"{age.days(today)} days ago, by {age.by}" if age else "unknown: no history here",
        stale=bool(age and age.days(today) > settings.stale_days(tier)),
    )


def _actions(plan: Plan, today: date) -> tuple[ActionLine, ...]:
    lines = []
    for key, action in plan.actions.items():
        done = action.status in DONE
        late = (today - action.due).days if action.due and not done else 0
        lines.append(ActionLine(key, action.do or key, action.owner, action.due, action.status, action.because, max(late, 0)))
    return tuple(sorted(lines, key=lambda line: (line.status in DONE, line.due or date.max, line.id)))


def filled(body: str, facts: Facts | None) -> str:
    """The body with `{{ facts.GROUP.NAME }}` filled in; what the facts do not say is left as it is written."""

    def fill(match: re.Match[str]) -> str:
        value: Any = facts.groups if facts else {}
        for step in match[1].strip(".").split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        return str(value) if isinstance(value, str) else match[0]

    return _FILLED.sub(fill, body)
