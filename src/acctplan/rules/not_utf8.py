"""The file is not UTF-8 text; the first byte that does not fit is named.

Why: read in the wrong alphabet, names turn into nonsense and are then saved that way.

Bad:

    # encoding: latin-1
    owner: dana
    story: Café chain in Köln

Good:

    owner: dana
    story: Café chain in Köln

Source: The plan format (docs/format.md): files are UTF-8 everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP115"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """What reading found; a plan that was read has none."""
    yield from context.found(CODE)
