"""The lag of the book's plans, read one plan after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acctplan.errors import RevisionUnknown

if TYPE_CHECKING:
    from acctplan.analysis.lag import PlanLag
    from acctplan.analysis.lag_over_book import BookLag

    from .context import Session

_TYPED = ("account", "owner", "movements", "reviews", "stakeholders")


def lag_of_book(session: Session, owner: str = "") -> tuple[BookLag, bool]:
    """The lag of all plans or of one owner's, and whether every plan could be read; which could not is told.

    Raises RevisionUnknown without history.
    """
    from acctplan.analysis.lag import plan_lag
    from acctplan.analysis.lag_over_book import book_lag
    from acctplan.store.shelf import Shelf
    from acctplan.store.steps import StepReader

    from .survey import owner_of
    from .waiting import working

    if session.repository is None:
        raise RevisionUnknown("there is no git history here", "Run `git init` in the book and commit, or install git.")
    shelf = Shelf(session.source(), session.desk, _TYPED)
    with working("Reading the history"):
        reader = StepReader(session.repository, session.versions, {paths[0]: key for key, paths in shelf.files.items()})
    lags: list[PlanLag] = []
    whole = True
    with working("Reading the plans"):
        for entry in shelf.entries(shelf.files):
            if entry.plan is None:
                session.say(f"{entry.file} cannot be read: `acctplan lint {entry.id}` tells why.")
                whole = False
            elif not owner or owner_of(entry) == owner:
                steps = reader.steps(entry, session.today)
                complete = reader.complete(entry.id)
                lags.append(plan_lag(entry.plan, owner_of(entry), steps, session.team, today=session.today, complete=complete))
    for why in shelf.closed:
        session.say(f"acctplan: {why}.")
    return book_lag(lags, session.team, cut=reader.cut), whole and not shelf.closed
