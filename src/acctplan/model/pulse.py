"""The standing questions; git keeps every answer."""

from .scalar import Ratio, Text, Texts, Value
from .vocabulary import RenewToday


class Pulse(Value):
    """Would they renew today, how sure are we, why, and what are we working on with them."""

    renew_today: RenewToday | None = None
    confidence: Ratio | None = None
    why: Text | None = None
    working_on: Texts = ()
    note: Text | None = None


class Intent(Value):
    """What we try to achieve with the customer, now and next, and how."""

    now: Text | None = None
    next: Text | None = None
    how: Text | None = None
