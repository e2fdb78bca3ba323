"""An amount in a currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from acctplan.pattern import Pattern

from .scalar import Reads

_MONEY = Pattern(r"(-?(?:0|[1-9]\d{0,14})(?:\.(?:\d{1,2}|\d{4}))?)(?: ([A-Z]{3}))?")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount; `currency` is None where the book's own currency is meant."""

    amount: Decimal
    currency: str | None = None

    def __str__(self) -> str:
        number = f"{self.amount:,.2f}".removesuffix(".00")
        return f"{number} {self.currency}" if self.currency else number

    def written(self) -> str:
        """As a plan file holds it: `48000 EUR`."""
        number = format(self.amount, "f")
        return f"{number} {self.currency}" if self.currency else number


def read_money(value: Any) -> Money:
    """Money from `48000 EUR` or a bare number in the book's currency. Three decimals are refused: `48.000` may mean 48000."""
    if isinstance(value, Money):
        return value
    match = _MONEY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("an amount, written 48000 EUR or 48000")
    return Money(Decimal(match[1]), match[2])


Amount = Annotated[
    Money,
    Reads(read_money, {"type": "string", "examples": ["48000 EUR", "48000"]}),
]
