"""The file cannot be read as a plan: no opening or closing line of ---, or text that no reader takes.

Why: a plan nobody can read is a plan nobody has. The place is named, so that mending it takes a minute.

Bad:

    ---
    account: Harbour Bakery Group
    owner: dana
      lifecycle: adoption
    ---

Good:

    ---
    account: Harbour Bakery Group
    owner: dana
    lifecycle: adoption
    ---

Source: The plan format (docs/format.md): fields between two lines of ---, then Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP100"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """What reading found; a plan that was read has none."""
    yield from context.found(CODE)
