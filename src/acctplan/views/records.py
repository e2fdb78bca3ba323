"""Rows of any kind, as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from acctplan.model.money import Money
from acctplan.report import Cell, Column, Report, Table


@dataclass(frozen=True)
class Records:
    """Rows of one kind and the columns to show, in order."""

    items_of: str
    columns: tuple[str, ...]
    items: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Shown:
    """Records to show. `asked`: the person named the columns, and none goes where space is short; `narrowed`: a question left rows out."""

    records: Records
    asked: bool = False
    narrowed: bool = True


def view(shown: Shown) -> Report:
    """A table of the chosen columns."""
    result = shown.records
    last = 0 if shown.asked else len(result.columns)
    columns = tuple(
        Column(name.replace("_", " "), right=_number(result, name), least=8, drop=last - place if last and place > 2 else 0)
        for place, name in enumerate(result.columns)
    )
    rows = tuple(tuple(Cell(_text(row.get(name))) for name in result.columns) for row in result.items)
    none = f"No {result.items_of.replace('_', ' ')} {'like that' if shown.narrowed else 'yet'}."
    return Report("list", result.items_of, (Table(columns, rows, none),), result)


def _number(result: Records, name: str) -> bool:
    values = [row.get(name) for row in result.items if row.get(name) is not None]
    return bool(values) and all(isinstance(value, (int, float, Money)) and not isinstance(value, bool) for value in values)


def _text(value: Any) -> str:
    if value is None or value == ():
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return ", ".join(_text(item) for item in value)
    return str(value) if isinstance(value, (date, Money)) or not hasattr(value, "model_fields") else value.__class__.__name__.lower()
