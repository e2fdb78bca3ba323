"""Ages of plans from git: one log, one batch of blobs, each distinct version parsed once and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import PurePosixPath

from acctplan.analysis.belief_age import NO_AGES, Ages, Meaning, belief_ages, meaning_of
from acctplan.model.book import Entry
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange
from acctplan.planfile.parse import parse_bytes

from .cache import MeaningCache, cache_file
from .git import Repository, run
from .history import file_changes
from .moment import State
from .shelf import PLANS, Desk


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
    """The meaning of each blob: from the cache, else parsed and remembered."""
    meanings = known.get(sorted(blobs))
    fresh: dict[str, Meaning | None] = {}
    for blob, data in repository.blobs(sorted(blobs - meanings.keys())).items():
        plan = parse_bytes(data, "", desk.team, desk.settings.fiscal).plan
        fresh[blob] = meaning_of(plan) if plan else None
    known.put(fresh)
    return meanings | fresh


def meaning_cache(desk: Desk, *, wanted: bool = True) -> MeaningCache:
    """The cache for a book's people; none if it is not wanted."""
    salt = blake2b("\0".join(sorted(desk.team)).encode(), digest_size=6).hexdigest()
    return MeaningCache(cache_file() if wanted else None, salt)


def lines_of_descent(changes: Iterable[FileChange], files: Mapping[str, str]) -> dict[str, list[FileChange]]:
    """Changes (newest first) of each file, by plan id, followed backwards through renames. `files`: path to id."""
    at = dict(files)
    lines: dict[str, list[FileChange]] = {key: [] for key in files.values()}
    for change in changes:
        key = at.get(change.path)
        if key is not None:
            lines[key].append(change)
            if change.old_path != change.path:
                del at[change.path]
                at[change.old_path] = key
    return lines


def ages_of(
    repository: Repository | None, entries: Iterable[Entry], desk: Desk, *, today: date, until: str = "HEAD", cached: bool = True
) -> dict[str, Ages]:
    """Ages by plan id. Without git nothing is known, and says so by being incomplete."""
    plans = {entry.file: entry for entry in entries if entry.plan is not None}
    if repository is None:
        return {entry.id: NO_AGES for entry in plans.values()}
    one = next(iter(plans)) if len(plans) == 1 else ""
    changes = file_changes(repository, PLANS, until=until, one=one)
    lines = lines_of_descent(changes, {file: entry.id for file, entry in plans.items()})
    blobs = {blob for line in lines.values() for blob in _blobs(line)}
    meanings = _meanings(repository, blobs, desk, meaning_cache(desk, wanted=cached))
    return {
        entry.id: belief_ages(entry.plan, lines[entry.id], meanings.__getitem__, today=today, complete=not repository.shallow)
        for entry in plans.values()
        if entry.plan is not None
    }


def renames_between(repository: Repository, old: State, new: State) -> dict[str, str]:
    """Plans whose file was renamed between two states: old id to new id. The work tree counts as what HEAD has."""
    first, second = old.commit or repository.head, new.commit or repository.head
    if first is None or second is None or first == second:
        return {}
    where = f"{repository.prefix}{PLANS}"
    output = run(repository.top, "diff-tree", "-r", "-z", "-M60%", "--diff-filter=R", "--name-status", first, second, "--", where).stdout
    names = output.decode("utf-8", "surrogateescape").split("\0")
    pairs = zip(names[1::3], names[2::3], strict=False)
    return {PurePosixPath(before).stem: PurePosixPath(after).stem for before, after in pairs if PurePosixPath(before).stem != PurePosixPath(after).stem}
