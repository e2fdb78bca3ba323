"""A rule is silenced, and nobody says why.

Why: in half a year nobody knows whether the exception still holds. A reason of five words lets the next owner decide.

Bad:

    goals:
      rosters:   # acctplan: ignore[goal-without-owner]
        title: Rosters two weeks ahead

Good:

    goals:
      rosters:   # acctplan: ignore[goal-without-owner] reason="Tom names one in May"
        title: Rosters two weeks ahead

Source: Linters in general: an exception without a reason outlives the cause it had.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import listed, quoted

CODE = "AP902"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each request that is understood and has no reason."""
    for one in context.suppressions:
        if not one.wrong and not one.reason.strip():
            words = listed([quoted(word, 3) for word in one.rules[:2]])
            act = "Add a reason." if one.whole else 'Add reason="…" behind it.'
            yield Fault(CODE, f"Nobody says why {words} may be broken here. {act}", one.path, one.at, arguments=one.rules)
