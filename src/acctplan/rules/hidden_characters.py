"""A character that nobody can see: a control character, or one that turns the direction of text.

Why: text can then read one way and mean another, and a terminal may obey it. Nobody types these on purpose.

Bad:

    goals:
      rosters: {title: "Rosters \\u202eahead", owner: dana}

Good:

    goals:
      rosters: {title: Rosters ahead, owner: dana}

Source: Unicode Technical Report 36 and the Trojan Source papers (CVE-2021-42574): text that reads otherwise than it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.planfile.scan import hidden_characters

from ._context import Context
from ._leaves import leaves, wording
from ._words import where

CODE = "AP804"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each line that holds one; where no line does, for each text that writes one as a code."""
    found = context.found(CODE)
    yield from found
    for path, text in leaves(plan) if not found and next(hidden_characters(wording(plan)), None) else ():
        if next(hidden_characters(text), None):
            yield Fault(CODE, f"A character nobody can see is written as a code in {where(plan, path)}. Delete it.", path)
