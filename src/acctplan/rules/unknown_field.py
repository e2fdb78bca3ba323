"""A field that no plan has; the nearest name is offered.

Why: a misspelt field is read by nobody. The owner believes the date is set, and no reminder ever comes.

Bad:

    actions:
      brief: {do: Brief the CFO on savings, owner: lee, duedate: 2026-12-05}

Good:

    actions:
      brief: {do: Brief the CFO on savings, owner: lee, due: 2026-12-05}

Source: The plan format (docs/format.md): a misspelt field would be silently lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._custom import custom_faults
from ._mending import renamed

CODE = "AP101"
SEVERITY = "error"
FIX = "unsafe"
mend = renamed


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each field nobody knows; under custom, those the settings do not name."""
    yield from context.found(CODE)
    yield from (fault for fault in custom_faults(plan, context) if fault.code == CODE)
