"""The days on which a plan was reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from acctplan.model.day import read_day
from acctplan.model.plan import Plan


def review_days(plan: Plan) -> Iterator[tuple[date, str]]:
    """Day and kind of each review whose day can be read, in file order; the kind is empty where none is said."""
    for key, review in plan.reviews.items():
        try:
            yield read_day(key[:10]), review.kind or ""
        except ValueError:
            continue
