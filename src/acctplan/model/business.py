"""What is known of the customer from outside: size, place, markets, research, other vendors."""

from .money import Amount
from .scalar import Day, Number, Text, Texts, Value
from .vocabulary import Level


class Firmographics(Value):
    """Size and place."""

    hq: Text | None = None
    industry: Text | None = None
    employees: Number | None = None
    annual_revenue: Amount | None = None
    note: Text | None = None


class Business(Value):
    """What they are for and where they sell."""

    mission: Text | None = None
    markets: Texts = ()
    trends: Texts = ()
    note: Text | None = None


class Research(Value):
    """A note with its source and the day it was read."""

    note: Text | None = None
    source: Text | None = None
    read_on: Day | None = None


class Competitor(Value):
    """Another vendor in the account."""

    name: Text | None = None
    where: Text | None = None
    threat: Level | None = None
    note: Text | None = None
