"""The four dimensions of health, and the owner's own judgement apart from them."""

from .scalar import Mark, Text, Texts, Value
from .vocabulary import Band


class Dimension(Value):
    """A band with its cause and the evidence it rests on."""

    band: Band | None = None
    cause: Text | None = None
    evidence: Texts = ()
    note: Text | None = None


class Health(Value):
    """Four dimensions that the facts can check, and `sentiment` (1 to 5) that only the owner knows."""

    usage: Dimension | None = None
    relationship: Dimension | None = None
    support: Dimension | None = None
    finance: Dimension | None = None
    sentiment: Mark | None = None
    note: Text | None = None

    def bands(self) -> dict[str, Dimension]:
        """The dimensions that are said, in the field's order."""
        named = {
            "usage": self.usage,
            "relationship": self.relationship,
            "support": self.support,
            "finance": self.finance,
        }
        return {name: dimension for name, dimension in named.items() if dimension is not None}
