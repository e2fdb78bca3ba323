"""This clone's history is cut short, so that rules driven by age and time could not be judged in full.

Why: ages are at most as old as the clone. A stale plan looks fresh, and what happened before is unknown.

Bad:

    # cut short
    owner: dana

Good:

    owner: dana

Source: Git: a shallow or partial clone lacks old commits or contents. On CI runners, a fetch depth of 0 fetches all of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Book
from acctplan.model.finding import Fault

from ._context import Context

CODE = "AP905"
SEVERITY = "warning"
FIX = "none"


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """At most one fault for the book; none without any history, which is told apart."""
    if book.cut_short:
        message = "This clone's history is cut short, so ages may be too young. Fetch all of it: `git fetch --unshallow`, or depth 0 in CI."
        yield "acctplan.yaml", Fault(CODE, message)
