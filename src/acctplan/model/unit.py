"""A part of the customer's organisation on the account map."""

from .scalar import Day, Text, Texts, Value
from .vocabulary import UnitStatus


class Unit(Value):
    """Whether it is sold, introduced or only known, and for what."""

    name: Text | None = None
    status: UnitStatus | None = None
    products: Texts = ()
    use_cases: Texts = ()
    introduced_by: Text | None = None
    champion_told_on: Day | None = None
    depends_on: Texts = ()
    owner: Text | None = None
    note: Text | None = None
