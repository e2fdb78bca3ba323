"""What an account is worth a year and when it renews."""

from __future__ import annotations

from datetime import date

from acctplan.model.book import Entry
from acctplan.model.money import Money
from acctplan.model.settings import Settings


def value_of(entry: Entry, settings: Settings) -> Money | None:
    """What the account is worth a year: the plan's word, else the facts'; in the book's currency where none is named."""
    said = (entry.plan.arr if entry.plan else None) or (entry.facts.money("crm", "arr") if entry.facts else None)
    return Money(said.amount, said.currency or settings.currency) if said else None


def renewal_of(entry: Entry) -> date | None:
    """When it renews: the plan's word, else the facts'."""
    renewal = entry.plan.renewal if entry.plan else None
    said = renewal.renews_on if renewal else None
    return said or (entry.facts.day("crm", "renews_on") if entry.facts else None)
