"""The portfolio: one line an account."""

from __future__ import annotations

from acctplan.analysis.portfolio import AccountRow, Portfolio
from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table, Tone

from ._tones import ANSWERS, BANDS

_COLUMNS = (
    Column("account", least=16),
    Column("tier", drop=1, least=8),
    Column("owner", least=5),
    Column("value", right=True, least=7),
    Column("renews", least=10),
    Column("renew?", least=6, drop=3),
    Column("health", least=9),
    Column("age", right=True, least=5),
    Column("findings", least=8),
    Column("posture", drop=2, least=7),
)


def view(result: Portfolio) -> Report:
    """The table and the totals; accounts without a plan are dimmed."""
    one = next(iter(result.total)) if len(result.total) == 1 else ""
    columns = tuple(column._replace(name=f"value {one}".strip()) if column.name == "value" else column for column in _COLUMNS)
    pieces: list[Piece] = [
        Heading(f"Book of business on {result.as_of}", 1),
        Table(columns, tuple(_row(row, one) for row in result.rows), "No account yet: `acctplan new` makes a plan."),
        *([Prose(_totals(result), "dim")] if result.accounts else []),
    ]
    return Report("status", "Book of business", tuple(pieces), result)


def _row(row: AccountRow, currency: str) -> tuple[Cell, ...]:
    base: Tone = "" if row.planned else "dim"
    return (
        Cell(row.account, base),
        Cell(row.tier, base),
        Cell(row.owner or "–", base if row.owner else "warn"),
        Cell(str(row.value).removesuffix(f" {currency}") if row.value else "–", base),
        Cell(str(row.renews_on) if row.renews_on else "–", base),
        Cell(row.renew_today or "–", ANSWERS.get(row.renew_today or "", base)),
        Cell(f"{row.health} {row.band}" if row.health is not None else "–", BANDS.get(row.band or "", base)),
        Cell(f"{row.age_days} d" if row.age_days is not None else "–", "warn" if (row.age_days or 0) > 60 else base),
        _findings(row),
        Cell(row.posture or "–", base),
    )


def _findings(row: AccountRow) -> Cell:
    if not row.planned:
        return Cell("no plan", "dim")
    if not row.readable:
        return Cell("unreadable", "bad")
    words = [f"{row.errors} E"] if row.errors else []
    words += [f"{row.warnings} W"] if row.warnings else []
    return Cell(" ".join(words) or "ok", "bad" if row.errors else "warn" if row.warnings else "good")


def _totals(result: Portfolio) -> str:
    total = " + ".join(map(str, result.total.values()))
    risk = " + ".join(map(str, result.at_risk.values()))
    share = f", {risk} of it at risk (red, or renew today: no or unsure)" if risk else ""
    have = f"{result.planned} of {result.accounts} accounts have" if result.accounts > 1 else f"{result.planned} of 1 account has"
    worth = f"{total} a year{share}" if total else "No value is known"
    return f"{have} a plan. {worth}. E errors, W warnings."
