"""The file, its fields, their depth or their number is over the limit a plan may have.

Why: no account plan is that large. What is, was made by mistake or to do harm, and would slow everybody down.

Bad:

    custom:
      map: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a:
        {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: x}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}

Good:

    custom:
      map: {north: {hall: 3}}

Source: The plan format (docs/format.md): 1 MiB a file, 256 KiB of fields, 32 levels, 10,000 values.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP111"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """What reading found over a limit; the message says which."""
    yield from context.found(CODE)
