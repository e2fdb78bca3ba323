"""A key result without its metric, baseline, target, unit or date; the missing letter of SMART is named.

Why: from what, to what, in what, by when. Where one is missing, success is a matter of mood.

Bad:

    goals:
      rosters:
        title: Rosters two weeks ahead
        key_results:
          early: {metric: Shops publishing 14 days ahead, target: 16}

Good:

    goals:
      rosters:
        title: Rosters two weeks ahead
        due: 2027-03-31
        key_results:
          Shops publishing 14 days ahead: 3 -> 16 shops, now 9

Source: The SMART criteria: specific (metric), measurable (baseline, target, unit), time-bound (date; that of the goal
will do). Whether it is attainable and relevant, people judge.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._open import open_goals
from ._words import called, listed, unsaid

CODE = "AP606"
SEVERITY = "warning"
FIX = "none"
_LETTERS = {"S": ("metric",), "M": ("baseline", "target", "measured_in"), "T": ("due",)}
_WORDS = {"measured_in": "unit", "due": "date"}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each key result of an open goal that lacks something."""
    for key, goal in open_goals(plan).items():
        dated = not unsaid(plan, "goals", key, "due")
        for name, result in goal.key_results.items():
            path = ("goals", key, "key_results", name)
            lacks = {
                letter: [_WORDS.get(field, field) for field in fields if unsaid(plan, *path, field) and not (dated and field == "due")]
                for letter, fields in _LETTERS.items()
            }
            if any(lacks.values()):
                missing = listed([f"its {', '.join(words)} ({letter})" for letter, words in lacks.items() if words])
                yield Fault(CODE, f"The key result {called(result, name, 4)} lacks {missing}. Add what is missing.", path)
