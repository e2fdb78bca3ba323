"""What we need from our own side, and the rhythm of contact we promised."""

from .scalar import Day, Text, Value
from .vocabulary import AskKind, AskStatus


class Ask(Value):
    """What we need from our own side."""

    kind: AskKind | None = None
    what: Text | None = None
    from_: Text | None = None
    needed_on: Day | None = None
    status: AskStatus = "open"
    note: Text | None = None

    model_config = {"alias_generator": lambda name: name.rstrip("_")}


class Touchpoint(Value):
    """A promised rhythm of contact."""

    every: Text | None = None
    last_on: Day | None = None
