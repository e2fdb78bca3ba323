"""The history of a book: which commit changed which plans, and how."""

from __future__ import annotations

from typing import Any

from acctplan.named_tuple import NamedTuple

from .timeline import Event


class Turn(NamedTuple):
    """What one commit, or what is not committed, did to one plan. Turns stand in the order of `at`, then of their plans."""

    at: int
    plan: str
    account: str
    event: Event

    @property
    def silent(self) -> bool:
        """Whether there is nothing to tell: only the layout changed."""
        return not (self.event.changes or self.event.unreadable)

    def data(self) -> dict[str, Any]:
        """What machine formats give."""
        return {"plan": self.plan, "account": self.account, **self.event.data()}
