"""Value, renewal, owner, tier, or an opportunity's stage, amount or date differ from the system of record.

Why: two numbers for one thing, and the meeting is about which of them is right.

Options: percent (1).

Bad:

    # fact: crm: {source: salesforce, arr: 124000 EUR, renews_on: 2027-03-31}
    arr: 110000 EUR

Good:

    # fact: crm: {source: salesforce, arr: 124000 EUR, renews_on: 2027-03-31}
    arr: 124000 EUR

Source: The plan format (docs/format.md): where plan and facts both speak, the plan is shown and this rule tells.
Amounts may differ by the rounding of the option, in per cent; an owner in the other system who is on the plan's team
is no difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._recorded import differences
from ._words import called, quoted

CODE = "AP609"
SEVERITY = "warning"
FIX = "none"
OPTIONS = {"percent": 1}
_WORDS = {"arr": "ARR", "renews_on": "renewal date", "close_on": "close date"}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each value that differs; none without facts."""
    if context.facts is None:
        return
    percent = context.option("amount-contradicts-facts", "percent", OPTIONS["percent"])
    for path, ours, theirs in differences(plan, context, context.facts, percent):
        item = f" of {called(plan.opportunities[path[1]], path[1], 5)}" if path[0] == "opportunities" else ""
        if path == ("owner",):
            ours, theirs = context.team.names_apart(ours, theirs)
        what = f"The {_WORDS.get(path[-1], path[-1])}{item} is {quoted(ours, 4)}"
        yield Fault(CODE, f"{what}, and the facts say {quoted(theirs, 4)}. Correct the one that is wrong.", path)
