"""The plans as a reader last saw them and as the last commit has them: one log, two lists of files, one process for versions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from acctplan.analysis.changes import changes
from acctplan.analysis.difference import BookDifference, PlanDifference
from acctplan.analysis.news import News, most_moved_first, new_to_reader
from acctplan.analysis.timeline import timeline
from acctplan.errors import GitFailed
from acctplan.model.change import Change
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange, Revision
from acctplan.planfile.config import parse_facts
from acctplan.planfile.parse import parse_bytes

from .aging import lines_of_descent
from .git import Repository
from .history import ChangeLog
from .root import FACTS, PLANS
from .shelf import Desk
from .state import State, zone

_AT_HAND = 256


def read_news(repository: Repository, desk: Desk, start: State, reader: str, owners: frozenset[str] | None) -> News:
    """What became of the plans from a state to the last commit, without what the reader did.

    A state without a commit is the one before the first. Only accounts count whose owner, then or now, is among `owners`.
    Raises GitFailed for a version the clone does not hold.
    """
    head = repository.head or "HEAD"
    trees = [repository.tree_begun(commit, PLANS, FACTS) if commit else None for commit in (start.commit, head)]
    log = ChangeLog(repository, PLANS, zone(desk.settings), until=f"{start.commit}..{head}" if start.commit else head)
    old, new = (repository.listed(tree) if tree else {} for tree in trees)
    lines = lines_of_descent(log.read(), _plans(old) | _plans(new), new)
    found = _Comparer(repository, desk, reader, old, new)
    try:
        pairs = _pairs(_plans(old), _plans(new), lines)
        told = [plan for key, before, after in pairs if (plan := found.compared(key, before, after, lines[key], owners))]
    finally:
        found.reader.close()
    to = f"the last commit, {head[:8]}"
    book = BookDifference(
        start.said, to, tuple(most_moved_first(told)), found.same, tuple(found.unreadable), desk.team, desk.settings.fiscal
    )
    return News(reader, book, found.own, tuple(sorted(owners or ())))


def _plans(files: Mapping[str, str]) -> dict[str, str]:
    """Plans among a commit's files: path to id."""
    return {path: PurePosixPath(path).stem for path in files if path.startswith(f"{PLANS}/") and path.endswith(".md")}


def _pairs(
    before: Mapping[str, str], after: Mapping[str, str], lines: Mapping[str, list[FileChange]]
) -> list[tuple[str, str | None, str | None]]:
    """Each plan's id with its path then and now; a file that was renamed in between is one plan."""
    pairs: list[tuple[str, str | None, str | None]] = []
    left = {key: path for path, key in before.items()}
    for path, key in sorted(after.items(), key=lambda pair: (pair[1] not in left, pair[1])):
        earlier = [key, *(PurePosixPath(old).stem for change in lines[key] for old in change.old_paths)]
        origin = next((name for name in earlier if name in left), None)
        pairs.append((key, left.pop(origin) if origin else None, path))
    return pairs + [(key, path, None) for key, path in left.items()]


class _Comparer:
    """Compares plans by their paths then and now. `own` counts changes left out, `same` plans in which nothing is new."""

    def __init__(self, repository: Repository, desk: Desk, reader: str, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        self.desk = desk
        self.old, self.new = old, new
        self.reader = repository.reader()
        member = desk.team.get(reader)
        self.mail, self.name = (member.email or "").casefold() if member else "", desk.team.name(reader)
        self.load = lru_cache(_AT_HAND)(self._read)
        self.own = self.same = 0
        self.unreadable: list[str] = []

    def compared(
        self, key: str, before: str | None, after: str | None, line: list[FileChange], owners: frozenset[str] | None
    ) -> PlanDifference | None:
        """What is new in a plan; None where nothing is, or where it is nobody's who was asked for."""
        blobs = self.old.get(before or ""), self.new.get(after or "")
        if blobs[0] == blobs[1] and PurePosixPath(before or "").stem == PurePosixPath(after or "").stem:
            self.same += owners is None or self._owner(key, blobs[1]) in owners
            return None
        old, new = (self.load(blob, key) if blob else None for blob in blobs)
        if owners is not None and not owners & {self._owner(key, blob) for blob in blobs if blob}:
            return None
        if any(blob and plan is None for blob, plan in zip(blobs, (old, new), strict=True)):
            self.unreadable.append(f"{after or before} cannot be read on one side")
            return None
        found = self._new(key, old, new, line)
        if before and after and PurePosixPath(before).stem != key:
            found.insert(0, Change(key, ("plan",), "renamed", "human", PurePosixPath(before).stem, key))
        self.same += not found
        account = next((plan.account for plan in (new, old) if plan and plan.account), key)
        return PlanDifference(key, account, old, new, tuple(found)) if found else None

    def _new(self, key: str, old: Plan | None, new: Plan | None, line: list[FileChange]) -> list[Change]:
        found = changes(old, new)
        hands = {self._own(change.revision) for change in line}
        if True not in hands:
            return found
        told = timeline(key, line, lambda blob: self.load(blob, key), now=None) if False in hands else None
        kept = new_to_reader(found, told.events, self._own) if told else []
        self.own += len(found) - len(kept)
        return kept

    def _own(self, revision: Revision) -> bool:
        """Whether the reader wrote a commit, alone or with others."""
        mail = revision.email.casefold()
        return (mail == self.mail if self.mail else revision.person == self.name) or self.name in revision.co_authors

    def _owner(self, key: str, blob: str | None) -> str | None:
        """Who answers for an account in a version: the plan's word, else what the facts say now."""
        plan = self.load(blob, key) if blob else None
        facts = self.new.get(f"{FACTS}/{key}.yaml")
        data = self.reader.get(facts) if facts and not (plan and plan.owner) else None
        return (plan.owner if plan else None) or (parse_facts(data).value.text("crm", "owner") if data else None)

    def _read(self, blob: str, key: str) -> Plan | None:
        data = self.reader.get(blob)
        if data is None:
            raise GitFailed(f"the clone does not hold object {blob[:12]}", "Fetch the whole history: git fetch --unshallow.")
        return parse_bytes(data, key, self.desk.team, self.desk.settings.fiscal, ("account", "owner")).plan
