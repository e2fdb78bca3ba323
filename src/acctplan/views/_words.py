"""Names of fields and things, and figures in words: what sentences about changes are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from acctplan.model.money import read_money
from acctplan.model.scalar import read_number

NOUNS = {
    "stakeholders": "stakeholder", "goals": "goal", "risks": "risk", "opportunities": "opportunity", "actions": "action",
    "milestones": "milestone", "questions": "question", "movements": "movement", "reviews": "review", "units": "unit",
    "key_results": "key result", "challenges": "challenge", "success_criteria": "success criterion", "our_goals": "goal of ours",
    "initiatives": "initiative", "insights": "insight", "competitors": "competitor", "value": "value claim", "asks": "ask",
    "research": "research note", "touchpoints": "touchpoint", "signals": "signal", "relations": "relation", "voice": "quote",
    "strengths": "strength", "weaknesses": "weakness", "threats": "threat", "lint_ignore": "exception from a rule",
}  # fmt: skip
KINDS = {"m-and-a": "Merger or acquisition", "rvp-quarterly": "RVP quarterly", "qbr": "QBR"}
PEOPLE_FIELDS = frozenset({"owner", "stakeholder", "raised_to", "by", "of", "from", "reports_to", "with"})
DATES = frozenset({"due", "close_on", "renews_on", "notice_on", "needed_on"})
DAYS = frozenset(
    {"renews_on", "notice_on", "needed_on", "close_on", "agreed_on", "said_on", "raised_on", "happened_on", "left_on", "done_on", "met_on"}
)

_NAME, _SUBJECT = 60, 200


def money_delta(old: Any, new: Any) -> str:
    """`36,000 EUR to 48,000 EUR (+12,000, +33 %)`; per cent only where the old amount is not zero."""
    before, after = read_money(old), read_money(new)
    difference = after.amount - before.amount
    share = f", {difference / before.amount:+.0%}".replace("%", " %") if before.amount else ""
    return f"{before} to {after} ({difference:+,}{share})" if before.currency == after.currency else f"{before} to {after}"


def days_delta(old: date, new: date, *, planned: bool = True) -> str:
    """`slipped 31 days, from 2026-03-31 to 2026-05-01`, or came forward; a day that nobody works towards moved."""
    days = (new - old).days
    count = f"{abs(days)} day{'s' if abs(days) != 1 else ''}"
    if not planned:
        return f"moved {count} {'later' if days > 0 else 'earlier'}, from {old} to {new}"
    return f"{'slipped' if days > 0 else 'came forward'} {count}, from {old} to {new}"


def clipped(text: str, most: int) -> str:
    """The text on one line, cut where it is longer: after a word if one ends near."""
    flat = " ".join(text.split())
    whole = flat[:most].rpartition(" ")[0]
    return flat if len(flat) <= most else f"{whole if len(whole) > most // 2 else flat[:most]} …"


def author(name: str) -> str:
    """Who made a change, as git has the name: cut where it is longer than names are."""
    return clipped(name, _NAME)


def purpose(subject: str) -> str:
    """Why a change was made, in the first line of its commit: cut where that is longer than lines are."""
    return clipped(subject, _SUBJECT)


def is_money(value: Any) -> bool:
    """Whether a value reads as money."""
    try:
        read_money(value)
    except ValueError:
        return False
    return True


def is_number(value: Any) -> bool:
    """Whether a value reads as a number."""
    try:
        read_number(value)
    except ValueError:
        return False
    return True
