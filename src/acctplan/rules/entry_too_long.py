"""One text of an item is too long to be read in passing.

Why: an item is scanned between two calls. What needs a paragraph belongs in the body, below the fields.

Options: words (40).

Bad:

    # setting: lint: {rules: {entry-too-long: {words: 8}}}
    risks:
      export: {title: Payroll export fails, cause: The export ignores shifts over midnight because of how it counts, owner: dana}

Good:

    # setting: lint: {rules: {entry-too-long: {words: 8}}}
    risks:
      export: {title: Payroll export fails, cause: The export ignores shifts over midnight, owner: dana}

Source: Account-planning practice: collecting too much is a root cause of failure. Notes, and what customers said in
their own words, may be longer.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.block import ITEM_BLOCKS
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._leaves import leaves
from ._words import called

CODE = "AP404"
SEVERITY = "warning"
FIX = "none"
OPTIONS = {"words": 40}
_MAY_BE_LONG = ("note", "quote")
_NAMES = ("title", "name", "do", "ask", "what", "text", "claim", "metric")


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such text."""
    most = context.option("entry-too-long", "words", OPTIONS["words"])
    for path, text in leaves(plan):
        if len(text) > 2 * most and len(path) > 2 and path[0] in ITEM_BLOCKS and (count := len(text.split())) > most:
            field = next(step for step in reversed(path) if not step.isdigit())
            if field not in _MAY_BE_LONG:
                item = called(getattr(plan, path[0]).get(path[1]), path[1], 5)
                what = item if field in _NAMES and len(path) == 3 else f"{field.replace('_', ' ').capitalize()} of {item}"
                yield Fault(CODE, f"{what}: {count} words, and {most} are enough. Keep the point, and move the rest to the body.", path)
