"""Why and how they became a customer."""

from collections.abc import Mapping

from .scalar import Text, Texts, Value
from .vocabulary import ChallengeStatus


class Challenge(Value):
    """A problem they bought us to solve."""

    text: Text | None = None
    status: ChallengeStatus = "open"
    note: Text | None = None


class Purchase(Value):
    """Why and how they became a customer."""

    reasons: Texts = ()
    origin: Text | None = None
    presale: Text | None = None
    implementation: Text | None = None
    challenges: Mapping[str, Challenge] = {}
