"""Text that would be cut, emptied or refused when it is read: it starts with a mark, or holds a colon, a comma or a hash.

Why: people write prose, and a few marks mean something else to the reader. Half a sentence lost in silence is worse
than an error.

Bad:

    opportunities:
      night-kitchens:
        title: Phase 2: night kitchens
        note: #1 priority of Tom

Good:

    opportunities:
      night-kitchens:
        title: "Phase 2: night kitchens"
        note: "#1 priority of Tom"

Source: YAML 1.2: colons, hashes, quotes and brackets have a meaning of their own in unquoted text.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Entry
from acctplan.model.edit import Patch
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP118"
SEVERITY = "error"
FIX = "safe"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such text, where it begins."""
    yield from context.found(CODE)


def mend(entry: Entry, fault: Fault, context: Context) -> list[Patch]:
    """The text in quotes, where it is certain how far it goes."""
    from acctplan.planfile.quoting import quote_at

    patch = quote_at(entry.text, fault.at) if fault.at else None
    return [patch] if patch else []
