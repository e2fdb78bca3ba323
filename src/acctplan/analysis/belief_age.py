"""How old what a plan says is: when a person last changed its meaning, block by block.

A reformat, a comment, a re-quoting, a move between long and short form changes no meaning; a mechanical commit refreshes
nothing; `confirmed` does; `written_on` stands for what nobody changed since the first commit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple

from acctplan.model.block import BLOCKS
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange, Revision

BODY = "body"
NOT_A_BELIEF = frozenset({"format", "template", "lint_ignore"})
_NOTHING: tuple[Any, ...] = (None, "", {}, [])


class Age(NamedTuple):
    """The day of the last change and who made it; `commit` is None for what is not committed."""

    on: date
    by: str
    commit: str | None = None
    confirmed: bool = False

    def days(self, today: date) -> int:
        """Whole days since, never negative."""
        return max((today - self.on).days, 0)


class Ages(NamedTuple):
    """Ages of the plan and of each block it has. `complete` is False where history ends before the plan begins.

    `authors` are all who changed its meaning, newest change first, with the day; co-authors count.
    """

    plan: Age | None = None
    blocks: Mapping[str, Age] = {}
    began_on: date | None = None
    complete: bool = True
    authors: tuple[tuple[date, str], ...] = ()

    def of(self, block: str) -> Age | None:
        """Age of a block; None where it is unknown."""
        return self.blocks.get(block)


NO_AGES = Ages(complete=False)
Meaning = Mapping[str, str]
"""A digest of what each block says; equal digests mean equal meaning."""
Load = Callable[[str], Meaning | None]
Joined = Callable[[FileChange, str], bool]
"""Whether a merge only put together what its parents say in a block."""


def belief_ages(plan: Plan, changes: Iterable[FileChange], load: Load, joined: Joined, *, today: date, complete: bool = True) -> Ages:
    """Ages of a plan from the changes that led to it, newest first. `load` gives a version's meaning by its blob; None if unreadable.

    *Shape*: one Age for each block the plan has. What differs from the newest version is not committed: as of today.
    """
    walk = _Walk(plan, load, joined, today)
    for change in changes:
        if not walk.step(change):
            break
    return walk.result(complete)


def meaning_of(plan: Plan) -> dict[str, str]:
    """A digest of what a plan says, block by block; two versions that `changes` finds equal have equal digests."""
    said = {name: _said(value) for name, value in plan.tree.items() if name not in NOT_A_BELIEF} | {BODY: " ".join(plan.body.split())}
    return {name: blake2b(_text(value).encode(), digest_size=12).hexdigest() for name, value in said.items() if value not in _NOTHING}


def _said(value: Any) -> Any:
    """A value without what means nothing: blanks, the order of fields and lists, the list around a single text."""
    if isinstance(value, Mapping):
        kept = {key: _said(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in _NOTHING}
    if isinstance(value, (list, tuple)):
        items = sorted((_said(item) for item in value), key=_text)
        return items[0] if len(items) == 1 and isinstance(items[0], str) else items
    return value


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


class _Walk:
    """Back through the versions of one plan. `wanted` holds, by block, what led to what the plan says."""

    def __init__(self, plan: Plan, load: Load, joined: Joined, today: date) -> None:
        self.plan = plan
        self.load = load
        self.joined = joined
        self.today = today
        self.now = meaning_of(plan)
        self.committed: Meaning | None = None
        self.wanted: dict[str, set[str | None]] = {}
        self.left = set(self.now)
        self.ages: dict[str, Age] = {}
        self.newest: Age | None = None
        self.began: Revision | None = None
        self.first: Revision | None = None
        self.pending: tuple[Meaning, Revision] | None = None
        self.authors: list[tuple[date, str]] = []

    def step(self, change: FileChange) -> bool:
        """Take one older change in; False once the file's beginning is passed."""
        if change.after is None:
            return False
        self.began = change.revision
        after = self.after(change)
        if after is None:
            return True
        said, revision = after
        befores = [self.load(blob) if blob else None for blob in change.before]
        unreadable = [said is None for said, blob in zip(befores, change.before, strict=True) if blob]
        if unreadable and all(unreadable):
            self.pending = after
            return True
        self.pending = None
        parents = [said or {} for said, blob in zip(befores, change.before, strict=True) if said is not None or not blob]
        self.judge(change, said, parents, revision)
        self.first = revision
        return True

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

    def result(self, complete: bool) -> Ages:
        if self.first is None and self.committed is None:
            self.newest = Age(self.today, "you, not committed")
            self.ages = dict.fromkeys(self.now, self.newest)
        self.written()
        for block, day in self.plan.confirmed.items():
            known = self.ages.get(block)
            if known and known.on < day <= self.today:
                self.ages[block] = Age(day, known.by, known.commit, confirmed=True)
        ordered = {name: self.ages[name] for name in (*BLOCKS, BODY) if name in self.ages}
        return Ages(self.newest, ordered, self.began.day if self.began else None, complete, tuple(self.authors))

    def written(self) -> None:
        """Let `written_on` stand for what nobody changed since the file's first version, if it is older than that."""
        since = self.plan.written_on
        stands = self.first.commit if self.first else None
        if since is None or self.newest is None or since > (self.first.day if self.first else self.today):
            return
        self.ages = {name: Age(since, age.by, age.commit) if age.commit == stands else age for name, age in self.ages.items()}
        if self.newest.commit == stands:
            self.newest = Age(since, self.newest.by, stands)
