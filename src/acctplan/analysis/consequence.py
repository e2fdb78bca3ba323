"""How much a change matters: which is told first, and which account moved most."""

from __future__ import annotations

from collections.abc import Iterable

from acctplan.model.block import BLOCKS
from acctplan.model.change import Change

ORDER = (
    "account", "owner", "lifecycle", "posture", "tier", "arr", "revenue", "renewal", "pulse", "health", "opportunities",
    "risks", "goals", "stakeholders", "team", "actions", "milestones", "movements", "questions", "units", "intent",
)  # fmt: skip
"""Blocks, most consequential first; the rest follow in the field's order, then the body, then facts."""
_PLACES = {name: place for place, name in enumerate([*ORDER, *(name for name in BLOCKS if name not in ORDER), "body", "facts"])}
_WEIGHTS = {
    **dict.fromkeys(("account", "owner", "lifecycle", "posture", "tier", "arr", "revenue", "renewal", "pulse", "health"), 5),
    **dict.fromkeys(("opportunities", "risks", "stakeholders", "movements", "plan"), 3),
    **dict.fromkeys(("goals", "team"), 2),
    "facts": 0.25,
}
_WHOLE_PLAN = 20


def rank(path: tuple[str, ...]) -> int:
    """Where a change stands among others: the whole plan and its file first."""
    return _PLACES.get(path[0], len(_PLACES)) if path and path != ("plan",) else -1


def weight(changes: Iterable[Change]) -> float:
    """How much an account moved: the sum over its changes, the renewal, pulse, health and money of an account counting most.

    A plan that began or ended counts 20, what decides on the account 5, sales, risks and people 3, goals and team 2, the rest 1, a
    figure from another system a quarter; what changes no meaning nothing.
    """
    return sum(_WEIGHTS.get(change.path[0], 1) if change.path else _WHOLE_PLAN for change in changes if change.source != "cosmetic")
