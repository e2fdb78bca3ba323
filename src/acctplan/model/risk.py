"""What can go wrong for the customer's goals, and why."""

from .scalar import Day, Text, Texts, Value
from .vocabulary import Level, RiskCategory, RiskStatus


class Risk(Value):
    """A risk with its cause. Without `shared_as`, the customer's wording, it is never shared."""

    title: Text | None = None
    category: RiskCategory | None = None
    cause: Text | None = None
    severity: Level | None = None
    blocks: Texts = ()
    owner: Text | None = None
    status: RiskStatus = "open"
    mitigation: Text | None = None
    raised_to: Text | None = None
    raised_on: Day | None = None
    shared_as: Text | None = None
    note: Text | None = None
