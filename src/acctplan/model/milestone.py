"""A major achievement, never a task."""

from .period import Due
from .scalar import Day, Flag, Text, Texts, Value
from .vocabulary import MilestoneKind, MilestoneStatus


class Milestone(Value):
    """Adoption, delivery or value, by a date."""

    title: Text | None = None
    kind: MilestoneKind | None = None
    due: Due | None = None
    status: MilestoneStatus = "open"
    done_on: Day | None = None
    owner: Text | None = None
    because: Texts = ()
    share: Flag = False
    agreed_on: Day | None = None
    note: Text | None = None
