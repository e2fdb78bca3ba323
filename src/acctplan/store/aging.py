"""Ages of plans from git: one log, one batch of blobs, each distinct version parsed once and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any

from acctplan.analysis.belief_age import BODY, NO_AGES, Ages, Joined, Meaning, belief_ages, meaning_of
from acctplan.analysis.put_together import put_together
from acctplan.errors import GitFailed
from acctplan.model.book import Entry
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange
from acctplan.planfile.parse import parse_bytes

from .cache import MeaningCache, cache_file
from .git import Repository, run
from .history import file_changes
from .root import PLANS
from .shelf import Desk
from .state import State, zone

_SHAPE = "2"
"""Raised whenever the same words get another digest."""


def loader(repository: Repository, changes: Iterable[FileChange], plan_id: str, desk: Desk) -> Callable[[str], Plan | None]:
    """A reader of plan versions by blob, all fetched at once, each parsed once."""
    contents = repository.blobs(sorted(_blobs(changes)))

    @cache
    def load(blob: str) -> Plan | None:
        return parse_bytes(contents[blob], plan_id, desk.team, desk.settings.fiscal).plan

    return load


def _blobs(changes: Iterable[FileChange]) -> set[str]:
    return {blob for change in changes for blob in (*change.before, change.after) if blob}


def _meanings(repository: Repository, blobs: set[str], desk: Desk, known: MeaningCache) -> dict[str, Meaning | None]:
    """The meaning of each blob that is here: from the cache, else parsed and remembered."""
    meanings = known.get(sorted(blobs))
    fresh: dict[str, Meaning | None] = {}
    for blob, data in _contents(repository, blobs - meanings.keys()).items():
        plan = parse_bytes(data, "", desk.team, desk.settings.fiscal).plan
        fresh[blob] = meaning_of(plan) if plan else None
    known.put(fresh)
    return meanings | fresh


def _contents(repository: Repository, blobs: set[str]) -> dict[str, bytes]:
    """What blobs hold; those a partial clone lacks are left out."""
    try:
        return repository.blobs(sorted(blobs))
    except GitFailed:
        return repository.blobs(sorted(blobs & repository.objects()))


def meaning_cache(desk: Desk, *, wanted: bool = True) -> MeaningCache:
    """The cache for a book's people; none if it is not wanted."""
    salt = blake2b("\0".join([_SHAPE, *sorted(desk.team)]).encode(), digest_size=6).hexdigest()
    return MeaningCache(cache_file() if wanted else None, salt)


def lines_of_descent(changes: Iterable[FileChange], files: Mapping[str, str], held: Mapping[str, str]) -> dict[str, list[FileChange]]:
    """Changes (newest first) that led to what each file holds, by plan id, through renames and merges.

    `files` runs from path to id, `held` from path to blob. What a merge threw away led nowhere and is left out.
    """
    at = {path: {key} for path, key in files.items()}
    wanted: dict[str, set[str | None]] = {key: {held.get(path)} for path, key in files.items()}
    lines: dict[str, list[FileChange]] = {key: [] for key in files.values()}
    for change in changes:
        for key in sorted(at.get(change.path, ())):
            if change.after in wanted[key]:
                lines[key].append(change)
                wanted[key].update(change.before)
                for path in change.old_paths:
                    at.setdefault(path, set()).add(key)
    return lines


def line_of(repository: Repository, file: str, plan_id: str, desk: Desk, *, until: str = "HEAD") -> list[FileChange]:
    """Changes (newest first) that led to what one file holds, or, if it is gone, to its end."""
    changes = file_changes(repository, PLANS, zone(desk.settings), until=until, one=file)
    held = repository.tree(until, file) if changes else {}
    return lines_of_descent(changes, {file: plan_id}, held)[plan_id]


def ages_of(
    repository: Repository | None, entries: Iterable[Entry], desk: Desk, *, today: date, until: str = "HEAD", cached: bool = True
) -> dict[str, Ages]:
    """Ages by plan id. Without git nothing is known, and says so by being incomplete."""
    plans = {entry.file: entry for entry in entries if entry.plan is not None}
    if repository is None:
        return {entry.id: NO_AGES for entry in plans.values()}
    one = next(iter(plans)) if len(plans) == 1 else ""
    changes = file_changes(repository, PLANS, zone(desk.settings), until=until, one=one)
    held = repository.tree(until, one or PLANS) if changes else {}
    lines = lines_of_descent(changes, {file: entry.id for file, entry in plans.items()}, held)
    meanings = _meanings(repository, {blob for line in lines.values() for blob in _blobs(line)}, desk, meaning_cache(desk, wanted=cached))
    joined = _joiner(repository, desk)
    ages = {}
    for entry in plans.values():
        if entry.plan is not None:
            line = lines[entry.id]
            complete = not repository.shallow and _blobs(line) <= meanings.keys()
            ages[entry.id] = belief_ages(entry.plan, line, meanings.get, joined, today=today, complete=complete)
    return ages


def _joiner(repository: Repository, desk: Desk) -> Joined:
    """Tells whether a merge only put together what its parents say in a block. Asked rarely, so read when asked."""

    @cache
    def trees(change: FileChange) -> list[Mapping[str, Any]]:
        load = loader(repository, [change], "", desk)
        plans = [load(blob) if blob else None for blob in (change.after, *change.before)]
        return [{**plan.tree, BODY: plan.body.split("\n")} if plan else {} for plan in plans]

    def joined(change: FileChange, block: str) -> bool:
        said, *parents = (tree.get(block) for tree in trees(change))
        return put_together(said, parents)

    return joined


def renames_between(repository: Repository, old: State, new: State) -> dict[str, str]:
    """Plans whose file was renamed between two states: old id to new id. The work tree counts as what HEAD has."""
    first, second = old.commit or repository.head, new.commit or repository.head
    if first is None or second is None or first == second:
        return {}
    where = f"{repository.prefix}{PLANS}"
    output = run(repository.top, "diff-tree", "-r", "-z", "-M60%", "--diff-filter=R", "--name-status", first, second, "--", where).stdout
    names = output.decode("utf-8", "surrogateescape").split("\0")
    pairs = zip(names[1::3], names[2::3], strict=False)
    return {
        PurePosixPath(before).stem: PurePosixPath(after).stem
        for before, after in pairs
        if PurePosixPath(before).stem != PurePosixPath(after).stem
    }
