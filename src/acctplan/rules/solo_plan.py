"""One person alone wrote the plan for two quarters.

Why: half the account is somebody else's: sales, implementation, support. What only one of us knows leaves with them.

Options: days (182).

Bad:

    # age: plan 2026-10-01
    # began: 2026-01-10
    # wrote: 2026-10-01 Dana Kim
    # wrote: 2026-07-01 Dana Kim
    owner: dana

Good:

    # age: plan 2026-10-01
    # began: 2026-01-10
    # wrote: 2026-10-01 Dana Kim
    # wrote: 2026-07-01 Lee Wong
    owner: dana

Source: Account-planning practice: account manager and customer success write one plan. Authors and co-authors come from history;
contributors count as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import quoted

CODE = "AP500"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 182}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for a plan at least that old with at least one change since."""
    days = context.option("solo-plan", "days", OPTIONS["days"])
    since = context.days_ago(days)
    named = {context.team.name(person) for person in plan.contributors}
    if len(named) > 1 or not context.ages.began_by(since):
        return
    hands, authors = context.ages.hands_since(since), set[str]()
    for name in context.ages.authors_since(since):
        authors.add(name)
        if len(authors) > 1 or authors == hands:
            break
    if len(authors) == 1 and authors >= named:
        who = quoted(min(authors), 4)
        yield Fault(CODE, f"{who} alone wrote this plan for {days} days. Ask the other side of the account team to add its part.")
