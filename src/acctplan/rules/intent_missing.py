"""What we try to achieve with the customer, now, next or how, is unsaid.

Why: everything else in the plan serves this one answer. Whoever reads only three lines reads these.

Bad:

    intent:
      now: Four new shops on rosters before Easter

Good:

    intent:
      now: Four new shops on rosters before Easter
      next: Renew in June with the night kitchens
      how: Train the leads and fix the export first

Source: Account-planning practice: what are we trying to achieve with them, now and later, and how.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._words import listed, unsaid

CODE = "AP716"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, naming the answers that are missing."""
    if not context.has(plan, "intent"):
        return
    missing = [name for name in ("now", "next", "how") if unsaid(plan, "intent", name)]
    if missing:
        lines = listed([f"intent.{name}" for name in missing])
        yield Fault(CODE, f"What we try to achieve with them is not said in full. Fill in {lines}.", ("intent",), arguments=tuple(missing))
