"""A merge was left unresolved: the marks of git still stand in the file.

Why: both sides' values are there and neither counts. Until somebody chooses, the plan says nothing.

Bad:

    <<<<<<< HEAD
    owner: dana
    =======
    owner: lee
    >>>>>>> lee/renewal

Good:

    owner: lee

Source: git's own marks of a merge that needs a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP112"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """The first merge left open, with what both sides say."""
    yield from context.found(CODE)
