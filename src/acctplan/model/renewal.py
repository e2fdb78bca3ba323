"""The next renewal and the way to it."""

from .money import Amount
from .scalar import Day, Text, Texts, Value
from .vocabulary import Forecast


class Renewal(Value):
    """When it renews, when notice ends, who owns it, what we forecast, the steps."""

    renews_on: Day | None = None
    notice_on: Day | None = None
    owner: Text | None = None
    forecast: Forecast | None = None
    amount: Amount | None = None
    steps: Texts = ()
    note: Text | None = None
