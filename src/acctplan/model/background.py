"""The blocks a larger plan adds: where the customer comes from, what they aim at, what we gave them."""

from collections.abc import Mapping

from .money import Amount
from .period import Due
from .scalar import Day, Flag, Number, Text, Texts, Value
from .vocabulary import (
    AskKind,
    AskStatus,
    ChallengeStatus,
    CriterionStatus,
    InsightKind,
    Level,
    Posture,
    RelationKind,
)


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


class Criterion(Value):
    """A success criterion: set at purchase or evolved since."""

    text: Text | None = None
    origin: Text | None = None
    status: CriterionStatus = "open"
    met_on: Day | None = None
    share: Flag = False
    note: Text | None = None


class OurGoal(Value):
    """What we want from the account: never shown to the customer."""

    title: Text | None = None
    kind: Posture | None = None
    due: Due | None = None
    owner: Text | None = None
    note: Text | None = None


class Point(Value):
    """One point of a SWOT, and the item that takes it up."""

    text: Text | None = None
    leads_to: Texts = ()


class Swot(Value):
    """The customer's strengths, weaknesses, opportunities and threats."""

    strengths: tuple[Point, ...] = ()
    weaknesses: tuple[Point, ...] = ()
    opportunities: tuple[Point, ...] = ()
    threats: tuple[Point, ...] = ()


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


class Relation(Value):
    """A line of the political map."""

    from_: Text | None = None
    to: Text | None = None
    kind: RelationKind | None = None
    note: Text | None = None

    model_config = {"alias_generator": lambda name: name.rstrip("_")}


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


class Ask(Value):
    """What we need from our own side."""

    kind: AskKind | None = None
    what: Text | None = None
    from_: Text | None = None
    needed_on: Day | None = None
    status: AskStatus = "open"
    note: Text | None = None

    model_config = {"alias_generator": lambda name: name.rstrip("_")}


class Touchpoint(Value):
    """A promised rhythm of contact."""

    every: Text | None = None
    last_on: Day | None = None


class LintIgnore(Value):
    """A rule that this plan does not answer to, for a reason, until a day."""

    rule: Text
    until: Day | None = None
    reason: Text | None = None
