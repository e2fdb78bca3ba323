"""What changed in a book, counted: what an executive asks first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from acctplan.model.change import Change
from acctplan.model.money import read_money
from acctplan.named_tuple import NamedTuple

from .difference import BookDifference
from .direction import PLANNED, direction


class Totals(NamedTuple):
    """Counts by name, such as `bands worse`, and what the amounts of opportunities changed by, by currency."""

    counts: Counter[str]
    amounts: dict[str, Decimal]


def totals(result: BookDifference) -> Totals:
    """The changes that people made, counted. An opportunity that came or went counts with its amount; one won or lost stays."""
    counts: Counter[str] = Counter()
    amounts: dict[str, Decimal] = {}
    for plan in result.plans:
        for change in plan.changes:
            if change.source == "human":
                counts.update(_counted(change, direction(change.path, change.old, change.new, fiscal=result.fiscal) if change.path else 0))
                for currency, difference in _amounts(change):
                    named = currency or result.currency
                    amounts[named] = amounts.get(named, Decimal(0)) + difference
    return Totals(counts, amounts)


def _counted(change: Change, better: int) -> Iterator[str]:
    path, kind = change.path, change.kind
    block, name = (path[0], path[-1]) if path else ("plan", "plan")
    side = {1: "better", -1: "worse"}.get(better, "")
    if not path or (len(path) == 2 and kind in ("added", "removed")):
        yield f"{block} {kind}"
    elif name in PLANNED and side:
        yield "slipped" if side == "worse" else "came forward"
    elif path == ("pulse", "renew_today") or (block == "health" and name == "band") or (block == "stakeholders" and name == "support"):
        yield f"{name} {side}"
    elif name == "stage" and change.new in ("closed-won", "closed-lost"):
        yield str(change.new)
    elif name == "status" and block in ("goals", "risks") and len(path) == 3:
        yield f"{block} {change.new}"


def _amounts(change: Change) -> Iterator[tuple[str, Decimal]]:
    """What an opportunity is worth more, or less, than before."""
    whole = len(change.path) == 2 and change.kind in ("added", "removed")
    if change.path[:1] != ("opportunities",) or not (whole or (len(change.path) == 3 and change.path[2] == "amount")):
        return
    for value, sign in ((change.old, -1), (change.new, 1)):
        said = value.get("amount") if isinstance(value, dict) else value
        try:
            money = read_money(said)
        except (ValueError, TypeError):
            continue
        yield money.currency or "", sign * money.amount
