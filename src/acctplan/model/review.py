"""That the plan was looked at, by whom, on a day."""

from .scalar import Text, Texts, Value
from .vocabulary import ReviewKind


class Review(Value):
    """Keyed by its day in the plan; a second one on a day takes a suffix."""

    kind: ReviewKind | None = None
    by: Text | None = None
    with_: Texts = ()
    note: Text | None = None

    model_config = {"alias_generator": lambda name: name.rstrip("_")}
