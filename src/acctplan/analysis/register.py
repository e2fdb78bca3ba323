"""The records of a book, kind by kind, as flat rows that can be listed and asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from acctplan.model.block import BLOCKS, type_of
from acctplan.model.book import Book, Entry
from acctplan.model.plan import Plan, title
from acctplan.model.settings import Settings
from acctplan.model.vocabulary import Band, Lifecycle, Posture, RenewToday, TeamRole

from .plan_fields import own_fields, value_in, words_in, written_fields
from .portfolio import Portfolio

_ITEMS = tuple(name for name, block in BLOCKS.items() if block.shape == "items")
KINDS = ("plans", *_ITEMS, "key_results", "signals", "challenges", "health", "team")
PLAN_FIELDS = (
    "plan", "account", "tier", "owner", "lifecycle", "posture", "value", "renews_on", "health", "band", "renew_today",
    "age_days", "errors", "warnings", "planned",
)  # fmt: skip
_ABOVE = {"key_results": "goal", "signals": "opportunity"}
Row = dict[str, Any]


def _class_of(kind: str) -> Any:
    """The record class of a kind; None for our people, who are no records."""
    from acctplan.model.goal import KeyResult
    from acctplan.model.health import Dimension
    from acctplan.model.opportunity import Signal
    from acctplan.model.purchase import Challenge

    inner = {"key_results": KeyResult, "signals": Signal, "health": Dimension, "challenges": Challenge, "team": None}
    return inner[kind] if kind in inner else type_of(kind)


def fields_of(kind: str, book: Book | None = None, settings: Settings | None = None) -> tuple[str, ...]:
    """Fields that rows of a kind have, in order; of plans also the book's own, where book and settings are given."""
    if kind == "plans":
        own = own_fields(settings, book.entries.values()) if book and settings else ()
        return tuple(dict.fromkeys((*PLAN_FIELDS, *written_fields(), *own)))
    if kind == "team":
        return ("plan", "account", "id", "title", "role")
    above = [_ABOVE[kind]] if kind in _ABOVE else []
    own = tuple(name.rstrip("_") for name in _class_of(kind).model_fields)
    return ("plan", "account", *above, "id", "title", *(name for name in own if name not in ("title", "id")))


def words_of(kind: str, settings: Settings | None = None, fields: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """The words that some fields of a kind are limited to, by field."""
    if kind == "plans":
        words = {"renew_today": RenewToday, "band": Band, "lifecycle": Lifecycle, "posture": Posture}
        found = {name: get_args(word) for name, word in words.items()}
        return {**{name: words_in(name, settings) for name in fields if name not in PLAN_FIELDS and settings}, **found}
    if kind == "team":
        return {"role": get_args(TeamRole)}
    found = {}
    for name, info in _class_of(kind).model_fields.items():
        for part in (info.annotation, *get_args(info.annotation)):
            if get_origin(part) is Literal:
                found[name.rstrip("_")] = get_args(part)
    return found


def rows_of(
    kind: str, book: Book, portfolio: Portfolio | None = None, asked: Sequence[str] = (), settings: Settings | None = None
) -> Iterator[Row]:
    """Rows of a kind, by plan, in file order; those of plans come from the portfolio, with the `asked` fields beside their own.

    Values keep their types; what is not said is None.
    """
    if kind != "plans":
        for entry in book.entries.values():
            yield from _rows(kind, entry)
        return
    more = [name for name in asked if name not in PLAN_FIELDS]
    for row in portfolio.rows if portfolio else ():
        own = {name: value_in(book.entries[row.plan], name, settings) for name in more} if settings else {}
        yield {**{name: getattr(row, name) for name in PLAN_FIELDS}, **own}


def _rows(kind: str, entry: Entry) -> Iterator[Row]:
    if entry.plan is None:
        return
    base = {"plan": entry.id, "account": entry.account}
    if kind == "team":
        for key, roles in entry.plan.team.items():
            yield {**base, "id": key, "title": key, "role": roles}
        return
    for above, key, item in _records(kind, entry.plan):
        own = {name.rstrip("_"): getattr(item, name) for name in type(item).model_fields}
        inside = {_ABOVE[kind]: above} if kind in _ABOVE else {}
        yield {**own, **base, **inside, "id": key, "title": title(item) or key}


def _records(kind: str, plan: Plan) -> Iterator[tuple[str, str, Any]]:
    """What a record stands in, its id, and itself."""
    if kind == "key_results":
        yield from ((goal, key, result) for goal, item in plan.goals.items() for key, result in item.key_results.items())
    elif kind == "signals":
        for opportunity, item in plan.opportunities.items():
            yield from ((opportunity, f"{opportunity}.signals.{place}", signal) for place, signal in enumerate(item.signals))
    elif kind == "challenges":
        yield from (("", key, item) for key, item in (plan.purchase.challenges if plan.purchase else {}).items())
    elif kind == "health":
        yield from (("", key, item) for key, item in (plan.health.bands() if plan.health else {}).items())
    else:
        yield from (("", key, item) for key, item in getattr(plan, kind).items())


def ordered(rows: list[Row], field: str) -> list[Row]:
    """Rows by a field, backwards with a leading hyphen; what is not said comes last either way."""
    if not field:
        return rows
    name, backwards = field.removeprefix("-"), field.startswith("-")
    said = [row for row in rows if row.get(name) not in (None, ())]
    silent = [row for row in rows if row.get(name) in (None, ())]
    return sorted(said, key=lambda row: _key(row[name]), reverse=backwards) + silent


def _key(value: Any) -> tuple[int, Any]:
    """Numbers and amounts, then days, then words."""
    amount = getattr(value, "amount", value)
    if isinstance(amount, (int, float, Decimal)):
        return 0, amount
    if isinstance(amount, date):
        return 1, amount
    return 2, ", ".join(map(str, amount)) if isinstance(amount, tuple) else str(amount)
