"""A person, an open seat or a group at the customer."""

from typing import Annotated

from pydantic import BeforeValidator

from .scalar import Day, Flag, Text, Texts, Value, as_tuple
from .vocabulary import Alignment, DecisionRole, Level, Support


class Stakeholder(Value):
    """Who they are, what they decide, where they stand, and who of ours knows them."""

    name: Text | None = None
    title: Text | None = None
    unit: Text | None = None
    reports_to: Text | None = None
    decision_role: Annotated[tuple[DecisionRole, ...], BeforeValidator(as_tuple)] = ()
    influence: Level | None = None
    support: Support | None = None
    alignment: Alignment | None = None
    known_by: Texts = ()
    priorities: Texts = ()
    relationship_level: Text | None = None
    external: Texts = ()
    unknown: Flag = False
    group: Flag = False
    share: Flag = False
    left_on: Day | None = None
    note: Text | None = None
