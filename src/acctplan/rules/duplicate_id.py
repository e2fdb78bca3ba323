"""Two items of a plan, an item and a person of ours, or two plans of the book share an id.

Why: actions name their reason by id, and history follows a goal by it. Where two share one, every mention is a guess.

Bad:

    risks: {renewal-price: {title: Price goes up, cause: New list, owner: lee}}
    questions: {renewal-price: {ask: What may it cost, of: tom}}

Good:

    risks: {renewal-price: {title: Price goes up, cause: New list, owner: lee}}
    questions: {price-ceiling: {ask: What may it cost, of: tom}}

Source: The plan format (docs/format.md): an id names one thing, for life.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.block import ITEM_BLOCKS
from acctplan.model.book import Book
from acctplan.model.finding import Fault
from acctplan.model.identifier import alike
from acctplan.model.plan import Plan

from ._context import Context
from ._words import quoted

CODE = "AP104"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each item whose id stands in an earlier block or in the team."""
    taken = dict.fromkeys((*context.team, *plan.team), "the team")
    for block in ITEM_BLOCKS:
        items = plan.tree.get(block)
        for key in items if isinstance(items, dict) else ():
            if key in taken:
                yield Fault(CODE, f"{quoted(key)} in {block} is an id in {taken[key]} too. Give one of them another id.", (block, key))
            taken.setdefault(key, block)


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for each plan file whose id an earlier one has, or has but for the case of its letters or the way accents are stored."""
    first: dict[str, str] = {}
    for key, entry in book.entries.items():
        if entry.file and (other := first.setdefault(alike(key), entry.file)) != entry.file:
            yield key, _twin(entry.file, other)
    for key, file in book.twins:
        yield key, _twin(file, first.get(alike(key), "another plan"))


def _twin(file: str, other: str) -> Fault:
    return Fault(CODE, f"The plans {quoted(file)} and {quoted(other)} share an id. Rename one file.", arguments=(file,))
