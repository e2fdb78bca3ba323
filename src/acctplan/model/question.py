"""What we do not know yet."""

from .period import Due
from .scalar import Day, Text, Value


class Question(Value):
    """A question, of whom, by when, and its answer."""

    ask: Text | None = None
    of: Text | None = None
    due: Due | None = None
    owner: Text | None = None
    answer: Text | None = None
    answered_on: Day | None = None
    asked_on: Day | None = None
    note: Text | None = None
