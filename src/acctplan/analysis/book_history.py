"""The history of a book: which commit changed which plans, and how."""

from __future__ import annotations

from typing import Any, NamedTuple

from acctplan.model.period import FiscalYear
from acctplan.model.team import Team

from .timeline import Event


class Turn(NamedTuple):
    """What one commit, or what is not committed, did to one plan."""

    plan: str
    account: str
    event: Event


class BookHistory(NamedTuple):
    """The turns of a book's plans, oldest first. `complete` is False where the clone's history ends too soon."""

    turns: tuple[Turn, ...]
    team: Team
    fiscal: FiscalYear
    complete: bool

    def data(self) -> dict[str, Any]:
        """What machine formats give."""
        return {
            "events": [{"plan": turn.plan, "account": turn.account, **turn.event.data()} for turn in self.turns],
            "complete": self.complete,
        }
