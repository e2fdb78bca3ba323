"""A full plan stands on an account that deserves none, by its value or its potential.

Why: every full plan costs hours a month. Spent on small accounts, they are missing on the large ones.

Bad:

    # setting: tiers: {growth: {deserves_plan: arr >= 25000}}
    template: core@1
    arr: 9600

Good:

    # setting: tiers: {growth: {deserves_plan: arr >= 25000}}
    template: lite@1
    arr: 9600

Source: Account-planning practice: high value or potential earns a plan, the rest is watched by signals. Full are core, strategic, and the
templates the settings give to a tier, never lite. The settings say by deserves_plan of a tier what earns one; without any, the
tier standard earns none. A strategic account always does.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Book
from acctplan.model.finding import Fault

from ._context import Context
from ._standings import deserving, standings, worth_said
from ._words import quoted

CODE = "AP406"
SEVERITY = "warning"
FIX = "none"


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for each such plan. Silent where the worth is unknown."""
    tiers = context.settings.tiers.values()
    full = {"core", "strategic", *(tier.template for tier in tiers if tier.template)} - {"lite"}
    asked = any(tier.deserves_plan for tier in tiers)
    deserves = deserving(context.settings, context.today)
    for key, standing in standings(book).items():
        if standing.template in full and standing.tier != "strategic":
            small = deserves(standing) is False if asked else standing.tier == "standard"
            if small:
                what = f"{quoted(standing.account, 5)} ({worth_said(standing)}) has a {quoted(standing.template, 2)} plan"
                yield key, Fault(CODE, f"{what}, and deserves none. Make it lite, and keep what is used.", ("template",))
