"""What the customer wants, and how both sides will know."""

from collections.abc import Mapping

from .period import Due
from .scalar import Day, Flag, Number, Text, Texts, Value
from .vocabulary import GoalStatus


class KeyResult(Value):
    """A measure that moves from a baseline to a target by a date."""

    metric: Text | None = None
    baseline: Number | None = None
    target: Number | None = None
    current: Number | None = None
    measured_in: Text | None = None
    due: Due | None = None
    owner: Text | None = None
    reason: Text | None = None
    note: Text | None = None


class Goal(Value):
    """A customer's goal: theirs in words, ours in accountability."""

    title: Text | None = None
    quote: Text | None = None
    why: Text | None = None
    said_by: Text | None = None
    said_on: Day | None = None
    owner: Text | None = None
    stakeholder: Text | None = None
    due: Due | None = None
    status: GoalStatus = "open"
    share: Flag = False
    agreed_on: Day | None = None
    agreed_by: Text | None = None
    unit: Text | None = None
    ambition: Text | None = None
    key_results: Mapping[str, KeyResult] = {}
    because: Texts = ()
    note: Text | None = None

    @property
    def accountable(self) -> str | None:
        """Who answers for it at the customer: the named stakeholder, else the one who said it."""
        return self.stakeholder or self.said_by
