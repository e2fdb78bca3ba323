"""A rule is silenced, and nothing here breaks it.

Why: an exception nobody needs hides the next fault of that kind, and nobody would hear of it.

Bad:

    goals:
      rosters:   # acctplan: ignore[goal-without-owner] reason="Tom names one in May"
        title: Rosters two weeks ahead
        owner: dana

Good:

    goals:
      rosters:
        title: Rosters two weeks ahead
        owner: dana

Source: Linters in general: an exception is removed with its cause. Only rules that were asked are judged; those that need history only
where all of it is there.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Entry
from acctplan.model.edit import Edit, Patch
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import listed, quoted

CODE = "AP901"
SEVERITY = "warning"
FIX = "safe"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each request with names that silence nothing."""
    for one, words in context.unused:
        said = listed([quoted(word, 3) for word in words[:3]])
        yield Fault(CODE, f"Nothing here breaks {said}. Remove it from the suppression.", one.path, one.at, arguments=words)


def mend(entry: Entry, fault: Fault, context: Context) -> list[Edit | Patch]:
    """Those names out of the request; the whole of it where no other is left."""
    from acctplan.planfile.suppressions import without

    if fault.at is None:
        whole = len(fault.path) == 2 and sum(one.whole for one in context.suppressions) == 1
        return [Edit("remove", fault.path[:1] if whole else fault.path)] if len(fault.path) == 2 else []
    one = next(one for one in context.suppressions if one.at == fault.at)
    return [without(entry.text, one, fault.arguments)]
