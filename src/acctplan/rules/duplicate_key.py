"""The same field is written twice in one place.

Why: readers disagree on which of the two counts. Here the first one does, and the other is lost without a word.

Bad:

    owner: dana
    tier: growth
    owner: lee

Good:

    owner: dana
    tier: growth

Source: YAML 1.2: the keys of one table are unique.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP103"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each field written again."""
    yield from context.found(CODE)
