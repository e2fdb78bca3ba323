"""An open item that nothing refers to and nobody touched for two quarters.

Why: what answers nothing and moves nothing is read by everybody and used by nobody. Git remembers it.

Options: days (182).

Bad:

    # began: 2026-05-04
    risks:
      rota-plus: {title: Two shops try another vendor, severity: low}

Good:

    # began: 2026-05-04
    risks:
      rota-plus: {title: Two shops try another vendor, severity: low}
    actions:
      visit: Visit both shops (dana, 2026-12-05, rota-plus)

Source: Account-planning practice: a plan is short because it holds what is worked on. Risks, questions and opportunities count, and
initiatives without a goal.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_of, open_opportunities
from ._references import references
from ._words import called

CODE = "AP409"
SEVERITY = "info"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 182}
_BLOCKS = {"risks": "risk", "questions": "question", "initiatives": "initiative", "opportunities": "opportunity"}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such item; none where the past is unknown."""
    named = {reference.value for reference in references(plan)}
    blocks = {block: open_of(getattr(plan, block)) for block in _BLOCKS} | {"opportunities": open_opportunities(plan, context.settings)}
    items = {
        (block, key): item
        for block, some in blocks.items()
        for key, item in some.items()
        if not {key, f"{block}.{key}"} & named and not getattr(item, "goals", ())
    }
    days = context.option("dead-weight", "days", OPTIONS["days"])
    for path, same in context.past.then(items, context.days_ago(days)).items():
        if same:
            what = f"The {_BLOCKS[path[0]]} {called(items[path[0], path[1]], path[1])}"
            yield Fault(CODE, f"{what} is named nowhere and unchanged for {days} days. Link an action, or take it out.", path)
