"""One person owns more plans of a tier than anybody can keep alive.

Why: three strategic accounts are a full week. One more makes a museum of them all.

Options: strategic (3).

Bad:

    # setting: tiers: {strategic: {max_per_owner: 1}}
    # planned: other {owner: dana, tier: strategic, arr: 200000}
    owner: dana
    tier: strategic
    arr: 120000

Good:

    # setting: tiers: {strategic: {max_per_owner: 1}}
    # planned: other {owner: lee, tier: strategic, arr: 200000}
    owner: dana
    tier: strategic
    arr: 120000

Source: Account-planning practice: three strategic plans a person. The settings' max_per_owner of a tier goes before the option. Told at the
plan of least value.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Book, Standing
from acctplan.model.finding import Fault

from ._context import Context
from ._standings import standings
from ._words import quoted

CODE = "AP405"
SEVERITY = "warning"
FIX = "none"
OPTIONS = {"strategic": 3}


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for each owner and tier with too many plans."""
    most = {"strategic": context.option("too-many-plans", "strategic", OPTIONS["strategic"])}
    most |= {name: tier.max_per_owner for name, tier in context.settings.tiers.items() if tier.max_per_owner is not None}
    held: dict[tuple[str, str], dict[str, Standing]] = {}
    for key, standing in standings(book).items():
        if standing.planned and standing.owner and standing.tier in most:
            held.setdefault((standing.owner, standing.tier), {})[key] = standing
    for (owner, tier), plans in held.items():
        if len(plans) > most[tier]:
            least = min(plans, key=lambda key: (said.amount if (said := plans[key].arr) else 0, key))
            counts = f"owns {len(plans)} {tier} plans (limit {most[tier]})"
            message = f"{quoted(context.team.name(owner), 4)} {counts}. Hand over this one, which is worth least."
            yield least, Fault(CODE, message, ("owner",), arguments=(owner, tier))
