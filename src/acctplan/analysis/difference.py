"""Two states of the book, plan by plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from acctplan.model.book import Book, Entry
from acctplan.model.change import Change
from acctplan.model.period import FiscalYear
from acctplan.model.plan import Plan
from acctplan.model.team import Team

from .changes import changes


@dataclass(frozen=True)
class PlanDifference:
    """The changes of one plan, most consequential first."""

    plan: str
    account: str
    old: Plan | None
    new: Plan | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class BookDifference:
    """Plans that changed, most changes first; `same` counts those that did not, `unreadable` says why some were not compared."""

    old_said: str
    new_said: str
    plans: tuple[PlanDifference, ...]
    same: int
    unreadable: tuple[str, ...]
    team: Team
    fiscal: FiscalYear

    def events(self) -> dict[str, Any]:
        """The change events, as machine formats give them."""
        found = [change for plan in self.plans for change in plan.changes]
        events = [
            {
                "plan": change.plan, "path": ".".join(change.path), "kind": change.kind, "source": change.source,
                "old": change.old, "new": change.new, "score": change.score,
            }
            for change in found
        ]  # fmt: skip
        return {"from": self.old_said, "to": self.new_said, "changes": events, "unchanged": self.same, "unreadable": list(self.unreadable)}


def difference(
    old: Book,
    new: Book,
    *,
    old_said: str,
    new_said: str,
    moved: Mapping[str, str] | None = None,
    only: Iterable[str] = (),
    same: int = 0,
) -> BookDifference:
    """What differs between two books. `moved` maps old ids to new ones for files renamed in between.

    `same` plans are known to be alike and are in neither book.
    """
    renamed = {new_id: old_id for old_id, new_id in (moved or {}).items()}
    wanted = set(only) or {*old.entries, *new.entries}
    found: list[PlanDifference] = []
    unreadable: list[str] = []
    for key in sorted(wanted):
        if key in (moved or {}):
            continue
        before, after = old.entries.get(renamed.get(key, key)), new.entries.get(key)
        trouble = [entry for entry in (before, after) if entry and entry.planned and entry.plan is None]
        if trouble:
            unreadable.append(f"{trouble[0].file} cannot be read on one side")
            continue
        differing = changes(_plan(before), _plan(after))
        if key in renamed:
            differing.insert(0, Change(key, ("plan",), "renamed", "human", renamed[key], key))
        same += 0 if differing or not (_plan(before) or _plan(after)) else 1
        if differing:
            entry = after if after and after.planned else before
            found.append(PlanDifference(key, entry.account if entry else key, _plan(before), _plan(after), tuple(differing)))
    found.sort(key=lambda plan: (-len(plan.changes), plan.plan))
    return BookDifference(old_said, new_said, tuple(found), same, tuple(unreadable), new.team, new.settings.fiscal)


def _plan(entry: Entry | None) -> Plan | None:
    return entry.plan if entry else None
