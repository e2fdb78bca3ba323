"""The stakeholder map as the rules about it read it: who is there, who stands above whom, whom we know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from acctplan.model.plan import Plan
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from ._context import Context
from ._words import quoted

if TYPE_CHECKING:
    from acctplan.model.stakeholder import Stakeholder

_TOP = Pattern(
    r"\b(?:ceo|chief executive|(?:co-?)?founder|managing (?:director|partner)|geschäftsführer(?:in)?|inhaber(?:in)?|pdg)\b"
    r"|^(?:co-?)?owner\b|(?<!vice)(?<!vice )(?<!vice-)\bpresident\b|\bchair(?:man|woman|person)?\b",
    re.IGNORECASE,
)


class Gap(NamedTuple):
    """A level above somebody at which nobody is known: who stands below it, and the id of the seat, empty where none is said."""

    level: int
    below: str
    seat: str


def present(plan: Plan, context: Context) -> dict[str, Stakeholder]:
    """Everybody on the map who has not left by today, open seats and groups included."""
    return {key: one for key, one in plan.stakeholders.items() if one.left_on is None or one.left_on > context.today}


def people(plan: Plan, context: Context) -> dict[str, Stakeholder]:
    """The persons on the map who have not left: neither open seats nor groups."""
    return {key: one for key, one in present(plan, context).items() if not one.unknown and not one.group}


def champions(plan: Plan, context: Context) -> dict[str, Stakeholder]:
    """The persons who speak for us."""
    return {key: one for key, one in people(plan, context).items() if one.support == "champion"}


def known_to_us(person: Stakeholder, context: Context) -> bool:
    """Whether somebody of ours who is still with us knows a person."""
    members = [context.team.get(key) for key in person.known_by]
    return any(member is None or not member.gone(context.today) for member in members)


def leads_the_house(person: Stakeholder) -> bool:
    """Whether a person's job title says that nobody stands above them."""
    return bool(person.title and _TOP.search(person.title))


def gap_above(plan: Plan, context: Context, key: str, levels: int) -> Gap | None:
    """The first of so many levels above a person at which nobody is known; None where each is, or the top is reached."""
    here, below = present(plan, context), key
    for level in range(1, levels + 1):
        if leads_the_house(plan.stakeholders[below]):
            return None
        seat = plan.stakeholders[below].reports_to or ""
        if seat not in here or here[seat].unknown:
            return Gap(level, below, seat if seat in plan.stakeholders else "")
        below = seat
    return None


def called(person: Any, key: str, most: int = 4) -> str:
    """A stakeholder by name in quotes, else by job title, else by id."""
    return quoted(getattr(person, "name", None) or getattr(person, "title", None) or key, most)
