"""Value created, and the words of theirs that say so."""

from .money import Amount
from .scalar import Day, Flag, Text, Texts, Value


class ValueClaim(Value):
    """Value created, with its evidence and who agreed to it."""

    claim: Text | None = None
    amount: Amount | None = None
    evidence: Texts = ()
    agreed_by: Text | None = None
    agreed_on: Day | None = None
    share: Flag = False
    note: Text | None = None


class Voice(Value):
    """What one of theirs said, word for word."""

    quote: Text | None = None
    who: Text | None = None
    said_on: Day | None = None
