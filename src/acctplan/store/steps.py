"""The versions of plans as their lag is told from: which blocks each changed, and what some of them held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from acctplan.analysis.belief_age import Meaning, meaning_of
from acctplan.analysis.lag import LOOKED_INTO, Step
from acctplan.model.book import Entry
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange

from .aging import lines_of_descent
from .archive import GitArchive
from .git import Repository, blob_id
from .history import ChangeLog
from .root import PLANS
from .state import zone
from .versions import Versions


class StepReader:
    """Reads what led to each of the plans' files, which run from path to plan id, up to the last commit."""

    def __init__(self, repository: Repository, versions: Versions, files: Mapping[str, str]) -> None:
        self.versions = versions
        self.archive = GitArchive(versions, repository.prefix)
        self.shallow = repository.shallow
        self.long = len(repository.head or "") > 40
        head = repository.head
        log = ChangeLog(repository, PLANS, zone(versions.desk.settings), until=head) if head else None
        held = repository.tree(head, PLANS) if head else {}
        changes = log.read() if log else []
        self.cut = self.shallow or bool(log and log.cut)
        self.lines = lines_of_descent(changes, files, held)

    def complete(self, key: str) -> bool:
        """Whether all of a plan's past is here."""
        return not self.cut and self.versions.holds({blob for step in self.lines[key] for blob in (*step.before, step.after) if blob})

    def steps(self, entry: Entry, today: date) -> list[Step]:
        """The versions of a plan since it last began, oldest first; one that is not committed is of today."""
        assert entry.plan is not None
        line = self.lines.get(entry.id, [])
        born = next((place for place, change in enumerate(line) if change.after is None), len(line))
        steps = list(self._committed(line[:born]))
        newest = line[0].after if born else None
        own = blob_id(entry.text.encode("utf-8", "surrogatepass"), long=self.long)
        if newest != own:
            before = (self.versions.meaning(newest) if newest else None) or {}
            changed = _apart(meaning_of(entry.plan.tree, entry.plan.body), [before])
            steps += [Step(today, changed, _looked_into(entry.plan))] if changed or not steps else []
        return steps

    def _committed(self, line: Sequence[FileChange]) -> Iterator[Step]:
        stood, last = _straight(line), None
        known: dict[tuple[str, str], Any] = {}
        for place in reversed(range(len(line))):
            change = line[place]
            said = self.versions.meaning(change.after) if change.after else None
            if change.after is None or said is None:
                continue
            parents = [older for blob in change.before if blob and (older := self.versions.meaning(blob)) is not None]
            if any(change.before) and not parents and last is not None:
                parents = [last]
            begun = place == len(line) - 1
            unknown = (begun and self.cut) or (any(change.before) and not parents)
            changed = frozenset[str]() if unknown else _apart(said, parents)
            by_hand = begun or not change.revision.mechanical
            yield Step(change.revision.day, changed, self._held(change.after, said, known), by_hand, place in stood)
            last = said

    def _held(self, blob: str, said: Meaning, known: dict[tuple[str, str], Any]) -> dict[str, Any]:
        """What the blocks that are looked into hold in a version; each is read once for all versions that say the same."""
        for block in LOOKED_INTO:
            if block in said and (block, said[block]) not in known:
                known[block, said[block]] = (self.archive.tree(blob, block) or {}).get(block)
        return {block: known[block, said[block]] for block in LOOKED_INTO if block in said}


def _apart(said: Meaning, parents: Sequence[Meaning]) -> frozenset[str]:
    """Blocks that a version says otherwise than each of those before it."""
    names = {*said, *(name for parent in parents for name in parent)}
    return frozenset(name for name in names if all(said.get(name) != parent.get(name) for parent in parents))


def _looked_into(plan: Plan) -> dict[str, Any]:
    return {block: plan.tree[block] for block in LOOKED_INTO if block in plan.tree}


def _straight(line: Sequence[FileChange]) -> frozenset[int]:
    """Places in a line, newest first, of the versions that stood one after another, along first parents."""
    found, wanted = [], line[0].after if line else None
    for place, change in enumerate(line):
        if change.after == wanted:
            found.append(place)
            wanted = change.before[0] if change.before else None
    return frozenset(found)
