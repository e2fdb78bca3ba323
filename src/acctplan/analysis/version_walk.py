"""Back through the versions of one plan: which change made each block what it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange, Revision

from .belief_age import Age, Meaning, meaning_of

Load = Callable[[str], Meaning | None]
"""The meaning of a version by its blob; None if it cannot be read."""
Joined = Callable[[FileChange, str], bool]
"""Whether a merge only put together what its parents say in a block."""


class Walk:
    """Back through the versions of one plan. `wanted` holds, by block, what led to what the plan says."""

    def __init__(self, plan: Plan, load: Load, joined: Joined, today: date) -> None:
        self.plan = plan
        self.load = load
        self.joined = joined
        self.today = today
        self.now = meaning_of(plan.tree, plan.body)
        self.committed: Meaning | None = None
        self.wanted: dict[str, set[str | None]] = {}
        self.left = set(self.now)
        self.ages: dict[str, Age] = {}
        self.newest: Age | None = None
        self.first: Revision | None = None
        self.pending: tuple[Meaning, Revision] | None = None
        self.authors: list[tuple[date, str]] = []

    def step(self, change: FileChange) -> None:
        """Take one older change in."""
        after = self.after(change)
        if after is None:
            return
        said, revision = after
        befores = [self.load(blob) if blob else None for blob in change.before]
        unreadable = [said is None for said, blob in zip(befores, change.before, strict=True) if blob]
        if unreadable and all(unreadable):
            self.pending = after
            return
        self.pending = None
        parents = [said or {} for said, blob in zip(befores, change.before, strict=True) if said is not None or not blob]
        self.judge(change, said, parents, revision)
        self.first = revision

    def after(self, change: FileChange) -> tuple[Meaning, Revision] | None:
        if self.pending is not None:
            return self.pending
        said = self.load(change.after) if change.after else None
        if said is None:
            return None
        if self.committed is None:
            self.uncommitted(said)
        return said, change.revision

    def uncommitted(self, said: Meaning) -> None:
        self.committed = said
        for block in {*self.now, *said}:
            if self.now.get(block) != said.get(block):
                self.settle(block, Age(self.today, "you, not committed"))

    def judge(self, change: FileChange, said: Meaning, older: list[Meaning], revision: Revision) -> None:
        born = not any(older)
        blocks = {*said, *(block for tree in older for block in tree)}
        changed = [block for block in sorted(blocks) if self.leads(block, said, older) and not self.was_joined(change, block, older)]
        if not changed or (revision.mechanical and not born):
            return
        for block in changed:
            self.settle(block, Age(revision.day, revision.person, revision.commit))
        if not revision.mechanical:
            self.authors += [(revision.day, name) for name in (revision.person, *revision.co_authors)]

    def leads(self, block: str, said: Meaning, older: list[Meaning]) -> bool:
        """Whether a version changed a block to what led to what the plan says; what stood there before then did too."""
        wanted = self.wanted.setdefault(block, {(self.committed or {}).get(block)})
        if said.get(block) not in wanted:
            return False
        before = {tree.get(block) for tree in older} or {None}
        if said.get(block) in before:
            return False
        wanted |= before
        return True

    def was_joined(self, change: FileChange, block: str, older: list[Meaning]) -> bool:
        return len(older) > 1 and self.joined(change, block)

    def settle(self, block: str, age: Age) -> None:
        if self.newest is None or age.on > self.newest.on:
            self.newest = age
        if block in self.left:
            self.left.discard(block)
            self.ages[block] = age

    def end(self) -> None:
        """Everything was walked: what was never committed is of today, what nobody changed since may be as old as `written_on`."""
        if self.first is None and self.committed is None:
            self.newest = Age(self.today, "you, not committed")
            self.ages = dict.fromkeys(self.now, self.newest)
        self.written()

    def written(self) -> None:
        """Let `written_on` stand for what nobody changed since the file's first version, if it is older than that."""
        since = self.plan.written_on
        stands = self.first.commit if self.first else None
        if since is None or self.newest is None or since > (self.first.day if self.first else self.today):
            return
        self.ages = {name: Age(since, age.by, age.commit) if age.commit == stands else age for name, age in self.ages.items()}
        if self.newest.commit == stands:
            self.newest = Age(since, self.newest.by, stands)
