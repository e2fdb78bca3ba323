"""What happened on the account; the plan must answer each."""

from .scalar import Day, Text, Texts, Value
from .vocabulary import MOVEMENT_TOUCHES, MovementType


class Movement(Value):
    """A dated event of a type; `touches` names the blocks that must change or be confirmed."""

    happened_on: Day | None = None
    type: MovementType | None = None
    what: Text | None = None
    touches: Texts = ()
    note: Text | None = None

    def blocks(self) -> tuple[str, ...]:
        """The blocks that must answer: as written, else by the movement's type."""
        return self.touches or MOVEMENT_TOUCHES.get(self.type or "other", ("actions",))
