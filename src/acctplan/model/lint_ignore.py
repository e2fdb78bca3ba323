"""A rule a plan does not answer to for a while."""

from .scalar import Day, Text, Value


class LintIgnore(Value):
    """A rule that this plan does not answer to, for a reason, until a day."""

    rule: Text
    until: Day | None = None
    reason: Text | None = None
