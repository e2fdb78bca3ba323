"""Where a plan and the system of record both speak of a thing and differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from acctplan.model.facts import Facts
from acctplan.model.money import Money
from acctplan.model.plan import Plan

from ._context import Context

Difference = tuple[tuple[str, ...], str, str]


def differences(plan: Plan, context: Context, facts: Facts, percent: int) -> Iterator[Difference]:
    """Key path, the plan's word and the facts' word of everything that differs. Amounts within `percent` of each other are alike."""
    crm, currency = "crm", context.settings.currency
    yield from _amount(("arr",), plan.arr, facts.money(crm, "arr"), currency, percent)
    yield from _plain(("renewal", "renews_on"), plan.renewal and plan.renewal.renews_on, facts.day(crm, "renews_on"))
    yield from _plain(("tier",), plan.tier, facts.text(crm, "tier"))
    owner = facts.text(crm, "owner")
    if owner in context.team and owner not in plan.team:
        yield from _plain(("owner",), plan.owner, owner)
    for key, record in _records(plan, facts).items():
        said, path = plan.opportunities[key], ("opportunities", key)
        held = Facts("", {key: record})
        yield from _amount((*path, "amount"), said.amount, held.money(key, "amount"), currency, percent)
        yield from _plain((*path, "close_on"), said.close_on, held.day(key, "close_on"))
        stage = "-".join((held.text(key, "stage") or "").lower().split())
        if stage in context.settings.stage_names:
            yield from _plain((*path, "stage"), said.stage, stage)


def _plain(path: tuple[str, ...], ours: object, theirs: object) -> Iterator[Difference]:
    if ours and theirs and ours != theirs:
        yield path, str(ours), str(theirs)


def _amount(path: tuple[str, ...], ours: Money | None, theirs: Money | None, currency: str, percent: int) -> Iterator[Difference]:
    """Amounts in two currencies are not compared."""
    if ours is None or theirs is None or (ours.currency or currency) != (theirs.currency or currency):
        return
    if abs(ours.amount - theirs.amount) * 100 > abs(theirs.amount) * percent:
        yield path, str(ours), str(Money(theirs.amount, theirs.currency if ours.currency else None))


def _records(plan: Plan, facts: Facts) -> dict[str, Mapping[str, Any]]:
    """The record of each opportunity: the one it names, else the only one with its title."""
    items = facts.groups.get("opportunities", {}).get("items") if plan.opportunities else None
    known = {key: record for key, record in items.items() if isinstance(record, dict)} if isinstance(items, dict) else {}
    by_title: dict[str, list[Mapping[str, Any]]] = {}
    for record in known.values():
        by_title.setdefault(str(record.get("name") or "").casefold(), []).append(record)
    found = {}
    for key, opportunity in plan.opportunities.items() if known else ():
        named = [known[one] for one in opportunity.external if one in known]
        alike = named or (by_title.get(opportunity.title.casefold(), []) if opportunity.title and not opportunity.external else [])
        if len(alike) == 1 and not alike[0].get("gone_at"):
            found[key] = alike[0]
    return found
