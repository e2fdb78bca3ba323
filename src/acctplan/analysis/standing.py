"""Where an account stands in the book: who has it, in which tier, what it is worth, and how it is planned."""

from __future__ import annotations

from acctplan.model.book import Entry, Standing
from acctplan.model.money import Money
from acctplan.model.settings import Settings

from .worth import value_of


def standing_of(entry: Entry, settings: Settings) -> Standing:
    """The standing of an account: the plan's word, else the facts'."""
    plan, facts = entry.plan, entry.facts
    potential = facts.money("crm", "potential") if facts else None
    return Standing(
        account=entry.account,
        planned=entry.planned,
        template=plan.template_name if plan else "",
        owner=(plan.owner if plan else None) or (facts.text("crm", "owner") if facts else None),
        tier=(plan.tier if plan else None) or (facts.text("crm", "tier") if facts else None),
        arr=value_of(entry, settings),
        potential=Money(potential.amount, potential.currency or settings.currency) if potential else None,
        organisation=facts.organisation if facts else None,
    )
