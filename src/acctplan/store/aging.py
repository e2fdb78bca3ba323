"""Ages of plans from git: one log, one list of files, one process for the versions that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath

from acctplan.analysis.ages_found import AgesFound
from acctplan.analysis.belief_age import Ages
from acctplan.model.book import Entry
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange

from .git import Repository, blob_id, run
from .history import file_changes
from .root import PLANS
from .shelf import Desk
from .state import State, zone
from .versions import Versions


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


def ages_of(repository: Repository, entries: Iterable[Entry], versions: Versions, *, today: date, until: str = "HEAD") -> dict[str, Ages]:
    """Ages by plan id, found when they are asked for and while `versions` is open."""
    plans = {entry.file: entry for entry in entries if entry.plan is not None}
    one = next(iter(plans)) if len(plans) == 1 else ""
    changes = file_changes(repository, PLANS, zone(versions.desk.settings), until=until, one=one)
    held = repository.tree(until, one or PLANS) if changes else {}
    lines = lines_of_descent(changes, {file: entry.id for file, entry in plans.items()}, held)

    def found(plan: Plan, text: str, line: list[FileChange]) -> Ages:
        def complete() -> bool:
            return not repository.shallow and versions.holds(_blobs(line))

        own = blob_id(text.encode("utf-8", "surrogatepass"), long=len(repository.head or "") > 40)
        return AgesFound(plan, line, versions.meaning, versions.joined, own=own, today=today, complete=complete)

    return {entry.id: found(entry.plan, entry.text, lines[entry.id]) for entry in plans.values() if entry.plan is not None}


def _blobs(changes: Iterable[FileChange]) -> set[str]:
    return {blob for change in changes for blob in (*change.before, change.after) if blob}


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
