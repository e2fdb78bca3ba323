"""Ages of plans from git: one log, one batch of blobs, each distinct version parsed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath

from acctplan.analysis.belief_age import NO_AGES, Ages, Load, belief_ages
from acctplan.model.book import Entry
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange
from acctplan.planfile.parse import parse_bytes

from .git import Repository, run
from .history import file_changes
from .moment import State
from .shelf import PLANS, Desk


def loader(repository: Repository, changes: Iterable[FileChange], plan_id: str, desk: Desk) -> Load:
    """A reader of plan versions by blob, all fetched at once."""
    wanted = {blob for change in changes for blob in (*change.before, change.after) if blob}
    return _load(repository.blobs(sorted(wanted)), plan_id, desk)


def _load(contents: Mapping[str, bytes], plan_id: str, desk: Desk) -> Load:
    known: dict[str, Plan | None] = {}

    def load(blob: str) -> Plan | None:
        if blob not in known:
            known[blob] = parse_bytes(contents[blob], plan_id, desk.team, desk.settings.fiscal).plan
        return known[blob]

    return load


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


def ages_of(repository: Repository | None, entries: Iterable[Entry], desk: Desk, *, today: date, until: str = "HEAD") -> dict[str, Ages]:
    """Ages by plan id. Without git nothing is known, and says so by being incomplete."""
    plans = {entry.file: entry for entry in entries if entry.plan is not None}
    if repository is None:
        return {entry.id: NO_AGES for entry in plans.values()}
    one = next(iter(plans)) if len(plans) == 1 else ""
    changes = file_changes(repository, PLANS, until=until, one=one)
    lines = lines_of_descent(changes, {file: entry.id for file, entry in plans.items()})
    contents = repository.blobs(
        sorted({blob for line in lines.values() for change in line for blob in (*change.before, change.after) if blob})
    )
    ages = {}
    for entry in plans.values():
        if entry.plan is not None:
            load = _load(contents, entry.id, desk)
            ages[entry.id] = belief_ages(entry.plan, lines[entry.id], load, today=today, complete=not repository.shallow)
    return ages


def renames_between(repository: Repository, old: State, new: State) -> dict[str, str]:
    """Plans whose file was renamed between two states: old id to new id. The work tree counts as what HEAD has."""
    first, second = old.commit or repository.head, new.commit or repository.head
    if first is None or second is None or first == second:
        return {}
    output = run(
        repository.top,
        "diff-tree",
        "-r",
        "-z",
        "-M60%",
        "--diff-filter=R",
        "--name-status",
        first,
        second,
        "--",
        f"{repository.prefix}{PLANS}",
    )
    names = output.stdout.decode("utf-8", "surrogateescape").split("\0")
    pairs = zip(names[1::3], names[2::3], strict=False)
    return {
        PurePosixPath(before).stem: PurePosixPath(after).stem
        for before, after in pairs
        if PurePosixPath(before).stem != PurePosixPath(after).stem
    }
