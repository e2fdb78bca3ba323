"""What must not stand in a text that the customer reads: our money, our judgement, our items."""

from __future__ import annotations

import re
from decimal import Decimal

from acctplan.model.plan import Plan
from acctplan.pattern import Pattern

from ._context import Context

_STANCE = "champion|supporter|opponent|detractor|adversary|enemy|ally"
_TERMS = (
    (
        ("ARR", "MRR", "ACV", "TCV", "recurring"),
        Pattern(r"\b(?:ARR|MRR|ACV|TCV)\b|\b(?:annual|monthly) recurring revenue\b", re.IGNORECASE),
    ),
    (
        ("health", "green", "amber", "red", "churn", "at-risk", "at risk"),
        Pattern(
            r"\b(?:account|customer|plan)(?:['’]s)? health\b|\bhealth (?:score|band|status|is|was|dropped|fell)\b|\bhealth:"
            r"|\b(?:health|usage|relationship|account|status)(?: is| are|:)? (?:green|amber|red)\b"
            r"|\b(?:churn risk|risk of churn|at[- ]risk account|red account|red flag)\b",
            re.IGNORECASE,
        ),
    ),
    (
        ("forecast", "best", "probab", "likelihood"),
        Pattern(
            r"\b(?:our|renewal|deal) forecast\b|\bforecast(?:ed)? (?:is|as|remains|says|category)\b|\bforecast:|\bbest[- ]case\b"
            r"|\b(?:renewal|win) (?:probability|likelihood)\b",
            re.IGNORECASE,
        ),
    ),
    (
        (*_STANCE.split("|"), " us"),
        Pattern(
            rf"\b(?:our|is (?:a|an|the|our)|as (?:a|an|our)) (?:{_STANCE})s?\b|\b(?:opponent|detractor)s?\b"
            r"|\b(?:opposes|against|hostile to|neutral (?:on|to|towards)) us\b",
            re.IGNORECASE,
        ),
    ),
)
_NUMBER = Pattern(
    r"(?P<before>[€$£]|\b[A-Z]{3} )?(?<![\w.,])(?P<digits>\d{1,3}(?:[.,' ]\d{3})+|\d+)(?P<after> ?[kK]\b| ?[€$£]| [A-Z]{3}\b)?"
)
_PLAIN = 10_000


def term_in(text: str) -> str:
    """The first words of a text that tell our revenue from them, their health, a forecast or a person's stance; empty if none does.

    >>> term_in("Keep the 124k ARR"), term_in("Occupational health team on rosters"), term_in("Ana is our champion")
    ('ARR', '', 'is our champion')
    """
    lower = text.lower()
    for hints, pattern in _TERMS:
        if any(hint.lower() in lower for hint in hints) and (match := pattern.search(text)):
            return match[0]
    return ""


def amounts(plan: Plan, context: Context) -> frozenset[Decimal]:
    """Amounts of money in the plan and its facts that the customer does not see from our side."""
    said = [plan.arr, *plan.revenue.values(), *(item.amount for item in plan.opportunities.values()), plan.renewal and plan.renewal.amount]
    said.append(context.facts.money("crm", "arr") if context.facts else None)
    return frozenset(money.amount for money in said if money)


def amount_in(text: str, known: frozenset[Decimal]) -> str:
    """The first number of a text that is one of these amounts; a small one only counts beside a currency or a k."""
    for match in _NUMBER.finditer(text) if known else ():
        thousands = (match["after"] or "").strip().lower() == "k"
        number = Decimal(re.sub(r"\D", "", match["digits"])) * (1000 if thousands else 1)
        if number in known and (number >= _PLAIN or match["before"] or match["after"]):
            return match[0].strip()
    return ""


def internal_names(plan: Plan) -> dict[str, tuple[str, str]]:
    """Titles of two words and more of items the customer never sees, in small letters, with block and id."""
    found: dict[str, tuple[str, str]] = {}
    for block in ("opportunities", "risks", "our_goals", "asks"):
        for key, item in getattr(plan, block).items():
            name = getattr(item, "title", None) or getattr(item, "what", None) or ""
            if " " in name.strip() and not getattr(item, "shared_as", None):
                found.setdefault(" ".join(name.casefold().split()), (block, key))
    return found


def name_in(text: str, names: dict[str, tuple[str, str]]) -> str:
    """The first of the names that stands in a text as whole words; empty if none does."""
    said = " ".join(text.casefold().split())
    return next((name for name in names if name in said and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)), "")
