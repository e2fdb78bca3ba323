"""The plan is written in an older format than the current one.

Why: old forms are still read, but what a newer field asks is not there, and comparing plans of two forms misleads.

Bad:

    format: 0
    owner: dana

Good:

    format: 1
    owner: dana

Source: The plan format (docs/format.md): the format is 1 unless the plan says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Entry
from acctplan.model.edit import Edit
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.planfile.upgrade import FORMAT, upgrade

from ._context import Context

CODE = "AP109"
SEVERITY = "warning"
FIX = "safe"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault. A newer format is left alone; versions of templates are not known here."""
    if plan.format < FORMAT:
        yield Fault(CODE, f"The plan is in format {plan.format}, and {FORMAT} is current. Run `acctplan upgrade {plan.id}`.", ("format",))


def mend(entry: Entry, fault: Fault, context: Context) -> list[Edit]:
    """What `acctplan upgrade` would do."""
    return list(upgrade(entry.plan)) if entry.plan else []
