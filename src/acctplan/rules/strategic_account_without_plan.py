"""An account that deserves a plan, by its value or its potential, has none.

Why: one such account lost weighs more than many small ones won, and nobody has written down how to keep it.

Bad:

    # setting: tiers: {growth: {deserves_plan: arr >= 25000}}
    # account: wren {tier: growth, arr: 61000 EUR}
    account: Harbour Bakery Group

Good:

    # setting: tiers: {growth: {deserves_plan: arr >= 25000}}
    # account: wren {tier: growth, arr: 12000 EUR}
    account: Harbour Bakery Group

Source: Account-planning practice: high value or potential earns a plan. The settings say by deserves_plan of a tier what earns one; a
strategic account does in any case, unless it pays nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Book
from acctplan.model.finding import Fault

from ._context import Context
from ._standings import deserving, standings, worth_said
from ._words import quoted

CODE = "AP407"
SEVERITY = "warning"
FIX = "none"


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for each such account of the register."""
    deserves = deserving(context.settings, context.today)
    for key, standing in standings(book).items():
        if standing.planned:
            continue
        paying = standing.arr is None or standing.arr.amount > 0
        if deserves(standing) or (standing.tier == "strategic" and paying):
            what = f"{quoted(standing.account, 5)} ({worth_said(standing)}) deserves a plan, and has none"
            yield key, Fault(CODE, f"{what}. Write one: `acctplan new {key}`.")
