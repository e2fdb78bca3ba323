"""A source of facts has not answered for days.

Why: nobody notices numbers that stand still. Health, renewals and warnings rest on them.

Options: days (7).

Bad:

    # beside: facts/.synced.yaml salesforce: 2026-11-12T02:00:00Z
    owner: dana

Good:

    # beside: facts/.synced.yaml salesforce: 2026-11-13T02:00:00Z
    owner: dana

Source: Account-planning practice: facts come daily; a week without an answer is a broken link. The day of each source's last answer stands
in facts/.synced.yaml, which the sync writes.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Book
from acctplan.model.finding import Fault

from ._context import Context
from ._words import quoted

CODE = "AP319"
SEVERITY = "warning"
FIX = "none"
CLOCK = True
OPTIONS = {"days": 7}
_FILE = "facts/.synced.yaml"


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for each source that was silent too long."""
    text = book.beside.get(_FILE)
    if not text:
        return
    from acctplan.planfile.synced import parse_synced

    limit = context.option("facts-stale", "days", OPTIONS["days"])
    for source, day in parse_synced(text).items():
        days = (context.today - day).days
        if days > limit:
            message = f"The source {quoted(source, 4)} last answered {days} days ago (limit {limit}). See why, and run the sync again."
            yield _FILE, Fault(CODE, message, (source,), arguments=(source,))
