"""How both sides will know that it worked."""

from .scalar import Day, Flag, Text, Value
from .vocabulary import CriterionStatus


class Criterion(Value):
    """A success criterion: set at purchase or evolved since."""

    text: Text | None = None
    origin: Text | None = None
    status: CriterionStatus = "open"
    met_on: Day | None = None
    share: Flag = False
    note: Text | None = None
