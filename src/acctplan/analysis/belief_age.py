"""How old what a plan says is: when a person last changed its meaning, block by block.

A reformat, a comment, a re-quoting, a move between long and short form changes no meaning; a mechanical commit refreshes
nothing; `confirmed` does; `written_on` stands for what nobody changed since the first commit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from acctplan.model.block import BLOCKS
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange, Revision

BODY = "body"
NOT_A_BELIEF = frozenset({"format", "template", "lint_ignore"})


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


def belief_ages(plan: Plan, changes: Iterable[FileChange], load: Load, *, today: date, complete: bool = True) -> Ages:
    """Ages of a plan from the changes of its file, newest first. `load` gives a version's meaning by its blob; None if unreadable.

    *Shape*: one Age for each block the plan has. What differs from the newest version is not committed: as of today.
    """
    walk = _Walk(plan, load, today)
    for change in changes:
        if not walk.step(change):
            break
    return walk.result(complete)


def meaning_of(plan: Plan) -> dict[str, str]:
    """A digest of what a plan says, block by block; blanks say nothing, order of fields means nothing, the body is its words."""
    said = {name: value for name, value in plan.tree.items() if name not in NOT_A_BELIEF and value not in (None, "", {}, [])}
    if plan.body.strip():
        said[BODY] = plan.body.split()
    return {name: blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=12).hexdigest() for name, value in said.items()}


class _Walk:
    """Back through the versions of one plan."""

    def __init__(self, plan: Plan, load: Load, today: date) -> None:
        self.plan = plan
        self.load = load
        self.today = today
        self.now = meaning_of(plan)
        self.left = set(self.now)
        self.ages: dict[str, Age] = {}
        self.newest: Age | None = None
        self.first: Revision | None = None
        self.pending: tuple[Meaning, Revision] | None = None
        self.authors: list[tuple[date, str]] = []

    def step(self, change: FileChange) -> bool:
        """Take one older change in; False once the file's beginning is passed."""
        if change.after is None:
            return False
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
        older: list[Meaning] = [said if said is not None else {} for said in befores]
        self.judge(said, older, revision)
        self.first = revision
        return True

    def after(self, change: FileChange) -> tuple[Meaning, Revision] | None:
        if self.pending is not None:
            return self.pending
        said = self.load(change.after) if change.after else None
        if said is None:
            return None
        if self.first is None and self.newest is None:
            self.uncommitted(said)
        return said, change.revision

    def uncommitted(self, said: Meaning) -> None:
        fresh = [block for block in {*self.now, *said} if self.now.get(block) != said.get(block)]
        for block in fresh:
            self.settle(block, Age(self.today, "you, not committed"))

    def judge(self, said: Meaning, older: list[Meaning], revision: Revision) -> None:
        if revision.mechanical:
            return
        changed = [
            block
            for block in {*said, *(key for tree in older for key in tree)}
            if all(said.get(block) != tree.get(block) for tree in older)
        ]
        for block in changed:
            self.settle(block, Age(revision.day, revision.person, revision.commit))
        if changed:
            self.authors += [(revision.day, name) for name in (revision.person, *revision.co_authors)]

    def settle(self, block: str, age: Age) -> None:
        if self.newest is None or age.on > self.newest.on:
            self.newest = age
        if block in self.left:
            self.left.discard(block)
            self.ages[block] = age

    def result(self, complete: bool) -> Ages:
        began = self.first.day if self.first else None
        written = self.plan.written_on
        if written and self.first:
            stands = self.first.commit
            self.ages = {name: Age(written, age.by, age.commit) if age.commit == stands else age for name, age in self.ages.items()}
            if self.newest and self.newest.commit == stands:
                self.newest = Age(written, self.newest.by, stands)
        if self.first is None and self.newest is None:
            self.newest = Age(self.today, "you, not committed")
            self.ages = dict.fromkeys(self.now, self.newest)
        for block, day in self.plan.confirmed.items():
            known = self.ages.get(block)
            if known and day > known.on:
                self.ages[block] = Age(day, known.by, known.commit, confirmed=True)
        ordered = {name: self.ages[name] for name in (*BLOCKS, BODY) if name in self.ages}
        return Ages(self.newest, ordered, began, complete, tuple(self.authors))
