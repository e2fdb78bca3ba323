"""A value uses an anchor, an alias, a merge, a tag or a directive.

Why: they let one value stand for another, or change what a word means. A plan says what it says, where it says it.

Bad:

    owner: &who dana
    renewal: {owner: *who}

Good:

    owner: dana
    renewal: {owner: dana}

Source: The plan format (docs/format.md): one value, written once, where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP114"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """What reading found; a plan that was read has none."""
    yield from context.found(CODE)
