"""More open goals than one account can be moved on.

Why: with nine goals every call is about another one, and none of them is reached. One to five are followed.

Options: most (5).

Bad:

    # setting: lint: {rules: {too-many-goals: {most: 2}}}
    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: dana}
      nights: {title: No empty night shift, said_by: tom, owner: dana}
      wages: {title: Wages right at the first run, said_by: tom, owner: dana}

Good:

    # setting: lint: {rules: {too-many-goals: {most: 2}}}
    goals:
      rosters: {title: Rosters two weeks ahead, said_by: tom, owner: dana}
      nights: {title: No empty night shift, said_by: tom, owner: dana}
      wages: {title: Wages right at the first run, said_by: tom, owner: dana, status: achieved}

Source: Account-planning practice: a few clear goals. Five is the most that published templates leave room for.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals

CODE = "AP401"
SEVERITY = "warning"
FIX = "none"
OPTIONS = {"most": 5}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, on the block."""
    most = context.option("too-many-goals", "most", OPTIONS["most"])
    count = len(open_goals(plan))
    if count > most:
        yield Fault(CODE, f"{count} goals are open, and {most} are enough. Ask which matter most to them, and drop the rest.", ("goals",))
