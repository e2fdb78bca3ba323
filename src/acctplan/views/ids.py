"""The ids of a plan's items, beside the words they are known by."""

from __future__ import annotations

from itertools import groupby

from acctplan.analysis.plan_view import PlanView
from acctplan.named_tuple import NamedTuple
from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table


class Named(NamedTuple):
    """A plan, and the path and the words of each of its items, block by block."""

    plan: PlanView
    items: tuple[tuple[tuple[str, ...], str], ...]


def view(result: Named) -> Report:
    """One table a block: what a command is given, and what stands for it."""
    pieces: list[Piece] = [Heading(result.plan.plan.account or result.plan.plan.id, 1)]
    for block, items in groupby(result.items, key=lambda item: item[0][0]):
        words = block.replace("_", " ")
        rows = tuple((Cell(_id(path)), Cell(said or "–")) for path, said in items)
        pieces += [Heading(words[:1].upper() + words[1:]), Table((Column("id", least=12), Column("item", least=20)), rows)]
    if not result.items:
        pieces.append(Prose("No item yet.", "dim"))
    return Report("show", result.plan.plan.account, tuple(pieces), result.plan.data())


def _id(path: tuple[str, ...]) -> str:
    """What a person types: the id, after its goal's for a key result."""
    block, *inside = path
    return path[-1] if block == "purchase" or len(inside) == 1 else f"{inside[0]}.{inside[-1]}"
