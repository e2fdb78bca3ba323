"""What we want from the account: never shown to the customer."""

from .period import Due
from .scalar import Text, Value
from .vocabulary import Posture


class OurGoal(Value):
    """What we want from the account: never shown to the customer."""

    title: Text | None = None
    kind: Posture | None = None
    due: Due | None = None
    owner: Text | None = None
    note: Text | None = None
