"""A request to be silent about a rule that cannot be followed: it names no rule, or is written in another way than it must be.

Why: whoever wrote it believes the finding is settled. It silences nothing, and with a slip in a name it may one day silence the wrong rule.

Bad:

    goals:
      rosters:   # acctplan: ignore[goal-without-ownr] reason="Tom names one in May"
        title: Rosters two weeks ahead

Good:

    goals:
      rosters:   # acctplan: ignore[goal-without-owner] reason="Tom names one in May"
        title: Rosters two weeks ahead

Source: Linters in general: an exception names what it is an exception from, one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import quoted

CODE = "AP900"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each request that is not understood, and for each name in one that no rule has."""
    for one in context.suppressions:
        if one.wrong:
            act = "Write ignore[rule-name], with until= and reason= behind it."
            yield Fault(CODE, f"This suppression silences nothing: {one.wrong}. {act}", one.path, one.at, arguments=(one.wrong,))
        for word in () if one.wrong else one.rules:
            if not _known(word, whole=one.whole):
                yield Fault(CODE, f"No rule is called {quoted(word, 3)}. Write {_near(word)}.", one.path, one.at, arguments=(word,))


def _known(word: str, *, whole: bool) -> bool:
    from ._judge import every_rule

    return any(rule.answers_to(word) if whole else word in (rule.name, rule.code) for rule in every_rule())


def _near(word: str) -> str:
    from acctplan.nearest import nearest

    from ._judge import every_rule

    return nearest(word, [rule.name for rule in every_rule()], at_least=0)[0]
