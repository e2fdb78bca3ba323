"""Two states of the book, plan by plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from acctplan.model.book import Book, Entry
from acctplan.model.change import Change
from acctplan.model.period import FiscalYear
from acctplan.model.plan import Plan
from acctplan.model.team import Team

from .changes import changes
from .consequence import weight
from .narrowing import Path, narrowed
from .text_difference import TextDifference, text_difference


@dataclass(frozen=True)
class PlanDifference:
    """The changes of one account, most consequential first. A side is None where there is no plan, or it says what it said."""

    plan: str
    account: str
    old: Plan | None
    new: Plan | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class BookDifference:
    """Accounts that changed, those that moved most first; `same` counts plans that did not, `unreadable` says why some were not compared.

    `texts` are the lines of those that could not be read on a side; `currency` is that of amounts which name none.
    """

    old_said: str
    new_said: str
    plans: tuple[PlanDifference, ...]
    same: int
    unreadable: tuple[str, ...]
    team: Team
    fiscal: FiscalYear
    texts: tuple[TextDifference, ...] = ()
    currency: str = ""

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
        texts = [text._asdict() for text in self.texts]
        return {
            "from": self.old_said, "to": self.new_said, "changes": events, "unchanged": self.same, "unreadable": list(self.unreadable),
            "texts": texts,
        }  # fmt: skip

    def narrowed(self, only: Sequence[Path], without: Sequence[Path]) -> BookDifference:
        """The same with the changes at or below some key paths, and without those at or below others."""
        if not only and not without:
            return self
        plans = [replace(plan, changes=tuple(narrowed(plan.changes, plan.old, plan.new, only, without))) for plan in self.plans]
        kept = tuple(sorted((plan for plan in plans if plan.changes), key=_most_moved))
        return replace(self, plans=kept, same=self.same + sum(not plan.changes and bool(plan.new) for plan in plans))


def difference(
    old: Book,
    new: Book,
    *,
    old_said: str,
    new_said: str,
    moved: Mapping[str, str] | None = None,
    only: Iterable[str] = (),
    same: int = 0,
    beside: Mapping[str, Sequence[Change]] | None = None,
) -> BookDifference:
    """What differs between two books. `moved` maps old ids to new ones for files renamed in between.

    `same` plans are known to be alike; they are in neither book. `beside` holds changes of accounts found elsewhere, by id: of facts,
    of layout.
    """
    renamed = {new_id: old_id for old_id, new_id in {**_under_another_name(old, new), **(moved or {})}.items()}
    more = beside or {}
    found: list[PlanDifference] = []
    unreadable: list[str] = []
    texts: list[TextDifference] = []
    for key in sorted((set(only) or {*old.entries, *new.entries}) - {*renamed.values()}):
        before, after = old.entries.get(renamed.get(key, key)), new.entries.get(key)
        trouble = [entry for entry in (before, after) if entry and entry.planned and entry.plan is None]
        if trouble:
            unreadable.append(f"{trouble[0].file} cannot be read on one side")
            texts.append(text_difference(key, trouble[0].file, before.text if before else "", after.text if after else ""))
            continue
        differing = [*_of_file(key, before, after), *changes(_plan(before), _plan(after)), *more.get(key, ())]
        same += 0 if differing or not (_plan(before) or _plan(after)) else 1
        if differing:
            entry = after if after and (after.planned or not before) else before
            found.append(PlanDifference(key, entry.account if entry else key, _plan(before), _plan(after), tuple(differing)))
    found.sort(key=_most_moved)
    return BookDifference(
        old_said, new_said, tuple(found), same, tuple(unreadable), new.team, new.settings.fiscal, tuple(texts), new.settings.currency
    )


def _most_moved(plan: PlanDifference) -> tuple[float, int, str]:
    return -weight(plan.changes), -len(plan.changes), plan.plan


def _under_another_name(old: Book, new: Book) -> dict[str, str]:
    """Plans that went and came for one account, by its name or its id in another system, which no other has: old id to new id."""
    gone, come = _by_account(old, new), _by_account(new, old)
    found: dict[str, str] = {}
    for name, before in gone.items():
        if name in come and before not in found and come[name] not in found.values():
            found[before] = come[name]
    return found


def _by_account(book: Book, other: Book) -> dict[tuple[str, str], str]:
    """Ids of plans that the other book lacks by what names their account: its ids elsewhere first."""
    ids: dict[tuple[str, str], list[str]] = {}
    for key, entry in book.entries.items():
        if entry.plan and not _plan(other.entries.get(key)):
            for name in _names(entry.plan):
                ids.setdefault(name, []).append(key)
    return {name: keys[0] for name, keys in ids.items() if len(keys) == 1}


def _names(plan: Plan) -> list[tuple[str, str]]:
    external = plan.tree.get("external")
    held = external.items() if isinstance(external, Mapping) else ()
    found = [(system, one) for system, said in held for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)]
    return [*found, *([("", plan.account)] if plan.account else [])]


def _of_file(key: str, before: Entry | None, after: Entry | None) -> list[Change]:
    """That a plan's file has another name, or lies in another folder."""
    if not before or not after or not before.planned or not after.planned:
        return []
    if before.id != after.id:
        return [Change(key, ("plan",), "renamed", "human", before.id, after.id)]
    if before.file != after.file:
        return [Change(key, ("plan",), "moved", "human", before.file, after.file)]
    return []


def _plan(entry: Entry | None) -> Plan | None:
    return entry.plan if entry else None
