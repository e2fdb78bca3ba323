"""What rules said of accounts, remembered by everything it depends on: the day, the rules, the settings, the history, the contents.

It holds words of plans, so it lies where answers do. What it was said of is part of the key: another content is another question.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from acctplan.model.book import Standing
from acctplan.model.finding import Finding, Suppressed
from acctplan.model.money import Money
from acctplan.rules._lint import Seen

from .survey import Part

if TYPE_CHECKING:
    from acctplan.analysis.portfolio import AccountRow
    from acctplan.store.answers import Answers

_FIELDS = tuple(Finding.__slots__)
_MOST = 20_000
"""Accounts that are remembered at once."""


class Verdicts:
    """Values by account, each with the contents it was found for. Without a place to keep them nothing is remembered.

    `parts` are all else that they depend on.
    """

    def __init__(self, place: Answers | None, parts: list[Any]) -> None:
        said = json.dumps(parts, sort_keys=True, default=str)
        self.place = place
        self.key = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        self.kept: dict[str, list[Any]] = (place.get(self.key) if place else None) or {}
        self.fresh: dict[str, list[Any]] = {}

    def of(self, account: str, contents: str) -> Any:
        """What was found for these contents of an account, None for nothing."""
        kept = self.kept.get(account)
        return kept[1] if kept and contents and kept[0] == contents else None

    def note(self, account: str, contents: str, value: Any) -> None:
        """Keep what was found; contents that nobody can name are not kept."""
        if contents:
            self.fresh[account] = [contents, value]

    def close(self) -> None:
        """Remember what was noted; what was noted longest ago makes room."""
        if self.place and self.fresh:
            kept = {**{key: self.kept[key] for key in self.kept if key not in self.fresh}, **self.fresh}
            self.place.put({self.key: dict(list(kept.items())[-_MOST:])})
            self.fresh = {}


def packed(part: Part) -> list[Any]:
    """What was found in one account, as JSON can hold it; files that were closed are left out."""
    silenced = [[_finding(one.finding), one.how, one.reason] for one in part.silenced]
    standings = [[key, packed_standing(standing)] for key, standing in part.standings]
    return [[_finding(one) for one in part.findings], part.seen, part.unreadable, silenced, standings, list(map(_row, part.rows))]


def unpacked(kept: list[Any]) -> Part:
    """The same read again."""
    findings, seen, unreadable, silenced, standings, rows = kept
    return Part(
        tuple(Finding(*one) for one in findings),
        tuple(map(_row_again, rows)),
        seen=Seen(*seen),
        unreadable=tuple((plan, file) for plan, file in unreadable),
        silenced=tuple(Suppressed(Finding(*one), how, reason) for one, how, reason in silenced),
        standings=tuple((key, unpacked_standing(standing)) for key, standing in standings),
    )


def packed_standing(standing: Standing) -> list[Any]:
    """A standing as JSON can hold it."""
    return [_money(value) for value in standing]


def unpacked_standing(kept: list[Any]) -> Standing:
    """The same read again."""
    values: list[Any] = [_money_again(value) for value in kept]
    return Standing(*values)


def _row(row: AccountRow) -> dict[str, Any]:
    return {**vars(row), "value": _money(row.value), "renews_on": row.renews_on and row.renews_on.isoformat()}


def _row_again(kept: dict[str, Any]) -> AccountRow:
    from acctplan.analysis.portfolio import AccountRow

    day = kept["renews_on"]
    return AccountRow(**{**kept, "value": _money_again(kept["value"]), "renews_on": date.fromisoformat(day) if day else None})


def _money(value: Any) -> Any:
    return [str(value.amount), value.currency] if isinstance(value, Money) else value


def _money_again(kept: Any) -> Any:
    return Money(Decimal(kept[0]), kept[1]) if isinstance(kept, list) else kept


def _finding(one: Finding) -> list[Any]:
    return [getattr(one, field) for field in _FIELDS]
