"""A sale that signals, not hope, speak for."""

from .money import Amount
from .period import Due
from .scalar import Day, Text, Texts, Value
from .vocabulary import OpportunityKind


class Signal(Value):
    """What was seen or said on a day, and where."""

    seen_on: Day
    what: Text
    source: Text | None = None


class Opportunity(Value):
    """Kind, amount, stage and the dated signals it rests on. Stages are the book's own where the settings name them."""

    title: Text | None = None
    kind: OpportunityKind | None = None
    unit: Text | None = None
    product: Text | None = None
    amount: Amount | None = None
    stage: Text | None = None
    close_on: Due | None = None
    owner: Text | None = None
    signals: tuple[Signal, ...] = ()
    external: Texts = ()
    outcome: Text | None = None
    reason: Text | None = None
    note: Text | None = None
