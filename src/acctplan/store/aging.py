"""Ages of plans from git: one log, one list of files, one process for the versions that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import PurePosixPath

from acctplan.analysis.ages_found import AgesFound, Line
from acctplan.analysis.belief_age import NO_AGES, Ages
from acctplan.errors import GitFailed
from acctplan.model.book import Entry
from acctplan.model.revision import FileChange
from acctplan.planfile.sections import sections

from .archive import GitArchive
from .git import Repository, blob_id
from .git_process import run
from .history import ChangeLog
from .root import PLANS
from .shelf import Desk
from .state import State, zone
from .versions import Versions

_FEW, _MANY = 20, 50
_NAMED = 500
"""Files that are named to git at most, where they are a small part of the book; of more, it tells all of them sooner."""
_FIRST_DAYS = 200
"""Days of history that are read first: a little more than any rule's limit as shipped."""


def lines_of_descent(
    changes: Iterable[FileChange], files: Mapping[str, str], held: Mapping[str, str], astray: set[str] | None = None
) -> dict[str, list[FileChange]]:
    """Changes (newest first) that led to what each file holds, by plan id, through renames and merges.

    `files` runs from path to id, `held` from path to blob. What a merge threw away led nowhere and is left out; `astray` takes the
    ids of plans with such changes.
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
            elif astray is not None:
                astray.add(key)
    return lines


def line_of(repository: Repository, file: str, plan_id: str, desk: Desk, *, until: str = "HEAD") -> list[FileChange]:
    """Changes (newest first) that led to what one file holds, or, if it is gone, to its end."""
    log, tree = ChangeLog(repository, PLANS, zone(desk.settings), until=until, only=[file]), repository.tree_begun(until, file)
    try:
        changes = log.read()
        return lines_of_descent(changes, {file: plan_id}, repository.listed(tree))[plan_id] if changes else []
    finally:
        tree.drop()


class Chronicle:
    """What led to each of the plans' files, and how old what they say is. `files` runs from path to plan id.

    Of many files, or of some `among` many, only the last months are read at first: most ages are found there. Git starts at once, and
    is heard out when the first age is asked for.
    """

    def __init__(
        self, repository: Repository, versions: Versions, files: Mapping[str, str], *, today: date, until: str = "HEAD", among: int = 0
    ) -> None:
        self.repository = repository
        self.versions = versions
        self.files = files
        self.today = today
        self.until = until
        few = tuple(files) if len(files) <= max(_FEW, min(among // _FEW, _NAMED)) else ()
        many = max(len(files), among) > _MANY and versions.here is None
        self.since = today - timedelta(min(_FIRST_DAYS, today.toordinal() - 1)) if many else None
        self.archive = GitArchive(versions, repository.prefix)
        self.astray: set[str] = set()
        self.cut = False
        self.tree = repository.tree_begun(until, *(few or (PLANS,))) if repository.head and files else None
        self.log = self._log(few, self.since) if self.tree else None
        self.long = len(repository.head or "") > 40
        self.whole = cache(lambda: self._lines(self._log(few, None), None))

    def _log(self, only: tuple[str, ...], since: date | None) -> ChangeLog:
        return ChangeLog(self.repository, PLANS, zone(self.versions.desk.settings), until=self.until, only=only, since=since)

    def _lines(self, log: ChangeLog, since: date | None) -> dict[str, list[FileChange]]:
        changes = log.read()
        self.cut = self.cut or log.cut
        return lines_of_descent(changes, self.files, self.held, self.astray if since else None)

    @cached_property
    def held(self) -> dict[str, str]:
        """The blob of each file at the last commit."""
        tree, self.tree = self.tree, None
        return self.repository.listed(tree) if tree else {}

    @cached_property
    def lines(self) -> dict[str, list[FileChange]]:
        """What led to each plan; hears git out."""
        log, self.log = self.log, None
        try:
            return self._lines(log, self.since) if log else {key: [] for key in self.files.values()}
        except GitFailed:
            self.close()
            raise

    def settle(self) -> None:
        """Hear git out now, as before this process is copied."""
        self.lines, self.held  # noqa: B018 - found once and kept

    def close(self) -> None:
        """Let git go where nobody asked."""
        for begun in (self.tree, self.log):
            if begun is not None:
                begun.drop()
        self.tree = self.log = None

    def ages(self, entry: Entry) -> Ages:
        """Ages of a plan, found when they are asked for and while `versions` is open; nothing of an account without one."""
        if entry.plan is None or entry.id not in self.lines or (self.cut and not self.lines[entry.id] and entry.file in self.held):
            return NO_AGES
        key, versions, shallow = entry.id, self.versions, self.repository.shallow
        line = Line(self.lines[key])
        if self.since:
            line = Line(self.whole()[key]) if key in self.astray else Line(self.lines[key], lambda: self.whole()[key], self.since)
        own = blob_id(entry.text.encode("utf-8", "surrogatepass"), long=self.long)
        plan = entry.plan
        parts = cache(lambda: sections(entry.text) or {})
        versions.expect(change.after for change in self.lines[key] if change.after and change.after != own)

        @cache
        def begun() -> Versions:
            versions.know(parts(), plan.tree, found.now)
            return versions

        found = AgesFound(
            plan,
            line,
            lambda blob: begun().meaning(blob),
            versions.joined,
            today=self.today,
            own=own,
            complete=lambda: not (shallow or self.cut) and versions.holds(_blobs(self.lines[key])),
            lines=lambda block: parts().get(block),
            archive=self.archive,
        )
        return found


def ages_of(repository: Repository, entries: Iterable[Entry], versions: Versions, *, today: date, until: str = "HEAD") -> dict[str, Ages]:
    """Ages by plan id, found when they are asked for and while `versions` is open."""
    plans = [entry for entry in entries if entry.plan is not None]
    chronicle = Chronicle(repository, versions, {entry.file: entry.id for entry in plans}, today=today, until=until)
    return {entry.id: chronicle.ages(entry) for entry in plans}


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
