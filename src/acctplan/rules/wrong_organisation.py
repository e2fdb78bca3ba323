"""A plan, or the facts of an account, belong to another organisation than the book.

Why: a file that was copied from another book brings another company's customer with it, and syncing would mix the two.

Bad:

    # setting: organisation: northpeak-eu
    organisation: northpeak-us

Good:

    # setting: organisation: northpeak-eu
    organisation: northpeak-eu

Source: The plan format (docs/format.md): `organisation` in the settings names the book's own. A book, a plan or facts
without one are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Book
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._standings import standings
from ._words import quoted

CODE = "AP806"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for the plan and one for its facts."""
    own = context.settings.organisation
    if own and plan.organisation and plan.organisation != own:
        yield _fault("plan", plan.organisation, own, "Move it there, or correct its organisation")
    if own and context.facts and context.facts.organisation and context.facts.organisation != own:
        yield _fault("facts", context.facts.organisation, own, "Sync them anew")


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for the facts of each account without a plan."""
    own = book.settings.organisation or ""
    for key, standing in standings(book).items() if own else ():
        if not standing.planned and standing.organisation and standing.organisation != own:
            yield key, _fault("facts", standing.organisation, own, "Sync them anew")


def _fault(what: str, other: str, own: str, act: str) -> Fault:
    message = f"The {what} belong{'s' * (what == 'plan')} to the organisation {quoted(other, 4)}, the book to {quoted(own, 4)}. {act}."
    return Fault(CODE, message, ("organisation",), arguments=(what,))
