"""The book at a glance: value, renewal, health, age, findings, owner, account by account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from acctplan.model.book import Entry
from acctplan.model.finding import Finding
from acctplan.model.money import Amount, Money
from acctplan.model.settings import Settings

from .belief_age import Ages
from .health_score import band_of, health_score
from .worth import renewal_of, value_of


@dataclass(frozen=True)
class AccountRow:
    """One account. `age_days` is None without history; `bands` holds the dimensions said; a fact speaks where the plan is silent."""

    plan: str
    account: str
    planned: bool
    readable: bool
    tier: str
    owner: str | None
    lifecycle: str | None
    posture: str | None
    value: Amount | None
    renews_on: date | None
    health: int | None
    band: str | None
    bands: Mapping[str, str]
    renew_today: str | None
    age_days: int | None
    errors: int
    warnings: int


@dataclass(frozen=True)
class Portfolio:
    """Rows by value, greatest first; `total` by currency; `at_risk` the value of accounts in red or with renew_today no or unsure."""

    rows: tuple[AccountRow, ...]
    planned: int
    accounts: int
    total: Mapping[str, Amount]
    at_risk: Mapping[str, Amount]
    as_of: date


def portfolio(rows: Iterable[AccountRow], *, today: date) -> Portfolio:
    """The portfolio of these accounts."""
    ordered = sorted(rows, key=lambda row: (-(row.value.amount if row.value else Decimal(-1)), row.plan))
    risky = [row for row in ordered if row.band == "red" or row.renew_today in ("no", "unsure")]
    planned = sum(row.planned for row in ordered)
    return Portfolio(tuple(ordered), planned, len(ordered), _totals(ordered), _totals(risky), today)


def account_row(entry: Entry, settings: Settings, ages: Ages | None, findings: list[Finding], today: date) -> AccountRow:
    """The row of an account."""
    plan, facts = entry.plan, entry.facts
    score = health_score(plan, settings) if plan else None
    bands = plan.health.bands() if plan and plan.health else {}
    return AccountRow(
        plan=entry.id,
        account=entry.account,
        planned=entry.planned,
        readable=plan is not None or not entry.planned,
        tier=(plan.tier if plan else None) or (facts.text("crm", "tier") if facts else None) or "standard",
        owner=(plan.owner if plan else None) or (facts.text("crm", "owner") if facts else None),
        lifecycle=plan.lifecycle if plan else None,
        posture=plan.posture if plan else None,
        value=value_of(entry, settings),
        renews_on=renewal_of(entry),
        health=score,
        band=band_of(score, settings) if score is not None else None,
        bands={name: dimension.band for name, dimension in bands.items() if dimension.band},
        renew_today=plan.pulse.renew_today if plan and plan.pulse else None,
        age_days=ages.plan.days(today) if ages and ages.plan else None,
        errors=sum(finding.severity == "error" for finding in findings),
        warnings=sum(finding.severity == "warning" for finding in findings),
    )


def _totals(rows: list[AccountRow]) -> dict[str, Money]:
    totals: dict[str, Decimal] = {}
    for row in rows:
        if row.value and row.value.currency:
            totals[row.value.currency] = totals.get(row.value.currency, Decimal(0)) + row.value.amount
    return {currency: Money(amount, currency) for currency, amount in sorted(totals.items())}
