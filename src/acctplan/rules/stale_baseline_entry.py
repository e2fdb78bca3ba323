"""The baseline holds findings of a plan that are there no more.

Why: the baseline is a debt, and it should shrink as plans are mended. A line that is left there hides the same fault if it comes again.

Bad:

    # stale: harbour goal-without-owner
    owner: dana

Good:

    owner: dana

Source: Linters in general: a baseline only ever shrinks. Judged only of rules that were asked and of plans that were checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Book
from acctplan.model.finding import Fault, Position

from ._context import Context

CODE = "AP904"
SEVERITY = "warning"
FIX = "none"


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for each plan, at the first of its lines in the baseline."""
    for plan, lines in context.stale.items():
        many = len(lines) > 1
        said = f"{len(lines)} findings of {plan[:40]} in the baseline are" if many else f"A finding of {plan[:40]} in the baseline is"
        yield plan, Fault(CODE, f"{said} gone. Run `acctplan baseline prune`.", at=Position(min(line.line for line in lines)))
