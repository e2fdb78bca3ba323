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


def limits(context: Context) -> dict[str, int]:
    """How many plans of each limited tier one person may own."""
    most = {"strategic": context.option("too-many-plans", "strategic", OPTIONS["strategic"])}
    return most | {name: tier.max_per_owner for name, tier in context.settings.tiers.items() if tier.max_per_owner is not None}


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for each owner and tier with too many plans."""
    limited, held = limits(context), dict[tuple[str, str], dict[str, Standing]]()
    for key, standing in standings(book).items():
        if standing.planned and standing.owner and standing.tier in limited:
            held.setdefault((standing.owner, standing.tier), {})[key] = standing
    for (owner, tier), plans in held.items():
        if len(plans) > limited[tier]:
            least = min(plans, key=lambda key: (arr.amount if (arr := plans[key].arr) else 0, key))
            said = f"{quoted(context.team.name(owner), 4)} owns {len(plans)} {tier} plans (limit {limited[tier]})"
            yield least, Fault(CODE, f"{said}. Hand over this one, which is worth least.", ("owner",), arguments=(owner, tier))
