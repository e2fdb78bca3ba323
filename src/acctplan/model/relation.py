"""Lines of the political map."""

from .scalar import Text, Value
from .vocabulary import RelationKind


class Relation(Value):
    """A line of the political map."""

    from_: Text | None = None
    to: Text | None = None
    kind: RelationKind | None = None
    note: Text | None = None

    model_config = {"alias_generator": lambda name: name.rstrip("_")}
