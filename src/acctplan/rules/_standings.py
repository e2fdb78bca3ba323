"""The accounts of a book as the rules over it see them, and which of them deserve a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from acctplan.analysis.standing import standing_of
from acctplan.errors import ValueRefused
from acctplan.model.book import Book, Standing
from acctplan.model.money import Money
from acctplan.model.settings import Settings
from acctplan.pattern import Pattern
from acctplan.planfile.scan import brief

if TYPE_CHECKING:
    from acctplan.analysis.query import Test

WORTHS = ("arr", "potential")
"""What the settings may ask of an account, in the book's currency."""
_COMPARED = Pattern(r"[<>=]\s*([^\s()<>=]+)")


def standings(book: Book) -> Mapping[str, Standing]:
    """The standing of every account: as the book brings them, else from its entries."""
    return book.standings or {key: standing_of(entry, book.settings) for key, entry in book.entries.items()}


def deserving(settings: Settings, today: date) -> Callable[[Standing], bool | None]:
    """A test whether an account is worth a plan by `deserves_plan` of any tier; None where its worth is unknown.

    Raises ValueRefused naming the tier whose question cannot be understood.
    """
    tests = [_test(name, tier.deserves_plan, today) for name, tier in settings.tiers.items() if tier.deserves_plan]

    def deserves(standing: Standing) -> bool | None:
        worth = {name: _amount(getattr(standing, name), settings) for name in WORTHS}
        known = any(amount is not None for amount in worth.values())
        return any(test(worth) for test in tests) if known else None

    return deserves


def worth_said(standing: Standing) -> str:
    """Tier and worth in words, `growth, 12,000 EUR a year`; what is unknown is left out."""
    worth = f"{standing.arr} a year" if standing.arr else f"potential {standing.potential}" if standing.potential else ""
    tier = brief(" ".join((standing.tier or "").split()[:2]), 20)
    return ", ".join(part for part in (tier, worth) if part)


def _test(tier: str, text: str, today: date) -> Test:
    from acctplan.analysis.query import question

    try:
        for match in _COMPARED.finditer(text):
            if (value := match[1]) not in WORTHS and not value.isdecimal():
                raise ValueRefused(f"“{value[:40]}” is no whole number", "Write it in digits, such as 25000.")
        return question(text, WORTHS, today=today, me=str)
    except ValueRefused as refusal:
        raise ValueRefused(f"acctplan.yaml: tiers.{tier}.deserves_plan: {refusal.message}", refusal.hint) from None


def _amount(money: Money | None, settings: Settings) -> Decimal | None:
    """The amount, if it is in the book's currency."""
    return money.amount if money and money.currency == settings.currency else None
