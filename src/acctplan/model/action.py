"""Who does what by when, and why."""

from .period import Due
from .scalar import Day, Flag, Text, Texts, Value
from .vocabulary import ActionStatus, Level, Side


class Action(Value):
    """One step with one owner and one date; `because` names what it answers."""

    do: Text | None = None
    owner: Text | None = None
    due: Due | None = None
    because: Texts = ()
    with_: Texts = ()
    status: ActionStatus = "open"
    done_on: Day | None = None
    priority: Level | None = None
    waiting_on: Side | None = None
    share: Flag = False
    shared_as: Text | None = None
    note: Text | None = None

    model_config = {"alias_generator": lambda name: name.rstrip("_")}
