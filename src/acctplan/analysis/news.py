"""What is new to a reader: the changes since they last looked, without those they made themself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from acctplan.model.change import Change
from acctplan.model.revision import Revision
from acctplan.named_tuple import NamedTuple

from .consequence import weight
from .difference import BookDifference, PlanDifference
from .timeline import Event


class News(NamedTuple):
    """What is new to a reader, accounts that moved most first. `own` counts the changes left out because the reader made them.

    `whose` are the people whose accounts were looked at, all where there are none.
    """

    reader: str
    told: BookDifference
    own: int = 0
    whose: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """The news, as machine formats give it."""
        said = self.told.events()
        told = {name: said[name] for name in ("from", "to", "changes", "unchanged", "unreadable")}
        return {"reader": self.reader, "owners": list(self.whose), "own": self.own, **told}


def most_moved_first(plans: Iterable[PlanDifference]) -> list[PlanDifference]:
    """Plans by how much their changes weigh together, then by id."""
    return sorted(plans, key=lambda plan: (-weight(plan.changes), plan.plan))


def new_to_reader(found: Iterable[Change], events: Iterable[Event], own: Callable[[Revision], bool]) -> list[Change]:
    """The changes in which somebody else had a hand; `events` are those that led from one state to the other.

    A change belongs to every event that touched its place, anything in it or anything around it. One that no event accounts for
    is told.
    """
    hands = [(change.path, event.revision is not None and own(event.revision)) for event in events for change in event.changes]
    return [change for change in found if not _all_own([mine for path, mine in hands if _meet(path, change.path)])]


def _all_own(hands: list[bool]) -> bool:
    return bool(hands) and all(hands)


def _meet(path: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shared = min(len(path), len(other))
    return path[:shared] == other[:shared]
