"""What the customer has under way, and the cards of the insight map."""

from .scalar import Flag, Text, Texts, Value
from .vocabulary import InsightKind


class Initiative(Value):
    """Something the customer has under way."""

    title: Text | None = None
    value_link: Text | None = None
    unit: Text | None = None
    goals: Texts = ()
    cares: Texts = ()
    note: Text | None = None


class Insight(Value):
    """A card of the insight map."""

    kind: InsightKind | None = None
    text: Text | None = None
    confirmed: Flag = False
    from_: Texts = ()
    leads_to: Texts = ()

    model_config = {"alias_generator": lambda name: name.rstrip("_")}
