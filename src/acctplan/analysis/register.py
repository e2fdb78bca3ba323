"""The records of a book, kind by kind, as flat rows that can be listed and asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from acctplan.model.block import ITEM_BLOCKS, type_of
from acctplan.model.book import Book, Entry
from acctplan.model.plan import title
from acctplan.model.vocabulary import Band, Lifecycle, Posture, RenewToday

from .portfolio import Portfolio

KINDS = ("plans", *ITEM_BLOCKS, "reviews")
PLAN_FIELDS = (
    "plan", "account", "tier", "owner", "lifecycle", "posture", "value", "renews_on", "health", "band", "renew_today",
    "age_days", "errors", "warnings", "planned",
)  # fmt: skip


def fields_of(kind: str) -> tuple[str, ...]:
    """Fields that rows of a kind have, in order."""
    if kind == "plans":
        return PLAN_FIELDS
    own = tuple(name.rstrip("_") for name in type_of(kind).model_fields)
    return ("plan", "account", "id", "title", *(name for name in own if name not in ("title", "id")))


def words_of(kind: str) -> dict[str, tuple[str, ...]]:
    """The words that some fields of a kind are limited to, by field."""
    if kind == "plans":
        words = {"renew_today": RenewToday, "band": Band, "lifecycle": Lifecycle, "posture": Posture}
        return {name: get_args(word) for name, word in words.items()}
    found: dict[str, tuple[str, ...]] = {}
    for name, info in type_of(kind).model_fields.items():
        for part in (info.annotation, *get_args(info.annotation)):
            if get_origin(part) is Literal:
                found[name.rstrip("_")] = get_args(part)
    return found


def rows_of(kind: str, book: Book, portfolio: Portfolio | None = None) -> Iterator[dict[str, Any]]:
    """Rows of a kind, by plan, in file order; those of plans come from the portfolio. Values keep their types; what is not said is None."""
    if kind == "plans":
        for row in portfolio.rows if portfolio else ():
            yield {name: getattr(row, name) for name in PLAN_FIELDS}
        return
    for entry in book.entries.values():
        yield from _items(kind, entry)


def _items(kind: str, entry: Entry) -> Iterator[dict[str, Any]]:
    for key, item in getattr(entry.plan, kind, {}).items() if entry.plan else ():
        own = {name.rstrip("_"): getattr(item, name) for name in type(item).model_fields}
        yield {**own, "plan": entry.id, "account": entry.account, "id": key, "title": title(item) or key}


def ordered(rows: list[dict[str, Any]], field: str) -> list[dict[str, Any]]:
    """Rows by a field, backwards with a leading hyphen; what is not said comes last either way."""
    if not field:
        return rows
    name, backwards = field.removeprefix("-"), field.startswith("-")
    said = [row for row in rows if row.get(name) not in (None, ())]
    silent = [row for row in rows if row.get(name) in (None, ())]
    return sorted(said, key=lambda row: _key(row[name]), reverse=backwards) + silent


def _key(value: Any) -> Any:
    amount = getattr(value, "amount", value)
    return amount if not isinstance(amount, tuple) else ", ".join(map(str, amount))
