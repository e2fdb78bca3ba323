"""Which files of the book differ from a commit: committed since, staged, changed in the work tree, or unknown to git."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from acctplan.errors import AcctplanError, HistoryShallow, RevisionUnknown
from acctplan.named_tuple import NamedTuple

from . import files
from .contents import FILES, FOLDERS
from .git import Repository, blob_id
from .git_process import Begun, run
from .root import CONTACTS, FACTS, PLANS, SETTINGS, TEAM
from .state import State
from .tracked import indexed

_ALIKE = ("H 100644 ", "H 100755 ")
_REGULAR = ("100644", "100755")


class Sides(NamedTuple):
    """Git's name for what each file of the book holds, by path in the book: at a commit, and now. What may not be read has none.

    `apart` are the paths of files that differ, that came or that went. The contacts count as git's index has them: whether they lie
    beside it is nobody's business.
    """

    then: dict[str, str]
    now: dict[str, str]
    apart: frozenset[str]

    @property
    def everywhere(self) -> bool:
        """Whether something differs that every plan is judged by."""
        return any(not path.startswith((f"{PLANS}/", f"{FACTS}/")) and path != CONTACTS for path in self.apart)

    @property
    def accounts(self) -> list[str]:
        """Ids of the accounts whose plan or facts differ, sorted."""
        return sorted({_account(path) for path in self.apart} - {""})


def base_of(state: State, repository: Repository) -> str:
    """The commit from which HEAD and a state grew. Raises HistoryShallow where the clone ends before it, RevisionUnknown without one."""
    if state.commit is None:
        raise RevisionUnknown(f"{state.words} is no commit", "Name a branch or a commit, such as origin/main.")
    if repository.head is None:
        raise RevisionUnknown("nothing is committed here yet", "Commit the book first.")
    done = run(repository.top, "merge-base", state.commit, repository.head, check=False)
    commit = done.stdout.decode().strip()
    if commit:
        return commit
    if repository.shallow:
        raise HistoryShallow(
            f"this clone ends before {state.words} and HEAD part", "Fetch all of it: git fetch --unshallow (in CI: fetch-depth: 0)."
        )
    raise RevisionUnknown(f"{state.words} and HEAD share no history", "Name the branch that this one grew from.")


def _account(path: str) -> str:
    """The account whose plan or facts a path is; empty for what is neither."""
    folder, _, name = path.partition("/")
    suffix = FOLDERS.get(folder, "") if folder in (PLANS, FACTS) else ""
    return PurePosixPath(name).stem if suffix and name.endswith(suffix) and "/." not in path else ""


def touched_since(repository: Repository, commit: str) -> set[str] | None:
    """Paths in the book that were committed to on one side only of HEAD and a commit; None where the clone does not tell."""
    if commit == repository.head:
        return set()
    where = [f"{repository.prefix}{name}" for name in (PLANS, FACTS)]
    options = ("--format=", "--name-only", "-z", "-m", "--no-renames", "--no-ext-diff", "--no-textconv")
    done = run(repository.top, "log", *options, f"{commit}...{repository.head}", "--", *where, check=False)
    if done.returncode != 0:
        return None
    names = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    return {name.strip("\n").removeprefix(repository.prefix) for name in names} - {""}


class Look:
    """What the files of the book hold, by git's listing of them; they are read where there is none."""

    def __init__(self, repository: Repository, listing: bytes | None) -> None:
        self.repository = repository
        self.listing = listing

    def sides(self, commit: str) -> Sides:
        """What the book holds at a commit and now."""
        if self.listing is None:
            return self._read(commit)
        apart = self._begun(commit)
        try:
            held, unsure = _listed(self.listing, self.repository.prefix)
            return _compared(
                held, dict(_old(apart, self.repository.prefix)), {path: _blob(self.repository, path, commit) for path in unsure}
            )
        finally:
            apart.drop()

    def held(self, commit: str) -> dict[str, str]:
        """Git's name for what each file of the book holds now; empty for one that is there and may not be read.

        `commit` is any of the repository.
        """
        if self.listing is None:
            return {path: _blob(self.repository, path, commit) for path in _all(self.repository)}
        held, unsure = _listed(self.listing, self.repository.prefix)
        there = {path for path in unsure if os.path.lexists(files.below(self.repository.book, path))}
        sure = {path: blob for path, blob in held.items() if path not in unsure}
        return sure | {path: _blob(self.repository, path, commit) for path in there}

    def _begun(self, commit: str) -> Begun:
        options = ("--cached", "--raw", "-z", "--no-renames", "--ita-visible-in-index")
        where = [f"{self.repository.prefix}{name}" for name in (*FOLDERS, *FILES)]
        return Begun(self.repository.top, "diff-index", *options, commit, "--", *where)

    def _read(self, commit: str) -> Sides:
        then = {path: blob for path, blob in self.repository.tree(commit).items() if _of_the_book(path)}
        now = {path: blob for path in _all(self.repository) if (blob := _blob(self.repository, path, commit))}
        name = f"{self.repository.prefix}{CONTACTS}"
        kept = indexed(self.repository, [name]).get(name)
        if kept:
            now[CONTACTS] = kept[1].split()[1]
        return _compared({}, then, now)


def _of_the_book(path: str) -> bool:
    return path in FILES or PurePosixPath(path).parts[0] in FOLDERS


def _compared(held: Mapping[str, str], then: Mapping[str, str], now: Mapping[str, str]) -> Sides:
    """Both sides of a book that holds the same on both but for what is said of each; empty for a file that is not there."""
    sides = dict(held), dict(held)
    for side, other in zip(sides, (then, now), strict=True):
        side.update(other)
        for path in [path for path, blob in other.items() if not blob]:
            del side[path]
    return Sides(*sides, frozenset(path for path in {*then, *now} if sides[0].get(path) != sides[1].get(path)))


def _listed(listing: bytes, prefix: str) -> tuple[dict[str, str], set[str]]:
    """Blobs of regular files as the index has them, and paths whose content it does not tell."""
    blobs: dict[str, str] = {}
    unsure: set[str] = set()
    start = len(prefix)
    for record in listing.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        if record.startswith(_ALIKE):
            meta, _, path = record.partition("\t")
            blobs[path[start:]] = meta[9:-2]
            continue
        meta, tab, path = record.partition("\t") if not record.startswith("? ") else ("", "", record[2:])
        name = path[start:]
        mode, blob, stage = meta.split()[1:] if tab else ("", "", "")
        if mode in _REGULAR and stage == "0":
            blobs[name] = blob
        if name and not name.endswith("/") and name != CONTACTS:
            unsure.add(name)
    return blobs, unsure


def _old(apart: Begun, prefix: str) -> Iterator[tuple[str, str]]:
    """The old blob of each path at which a commit and the index differ, empty for no regular file."""
    pieces = apart.pieces()
    for meta in pieces:
        mode, _, blob, *_ = meta.lstrip(":").split()
        yield next(pieces).removeprefix(prefix), blob if mode in _REGULAR else ""


def _all(repository: Repository) -> Iterable[str]:
    found = [files.below(repository.book, name) for name in (SETTINGS, TEAM)]
    for folder, suffix in FOLDERS.items():
        found += files.walk(files.below(repository.book, folder), suffix)
    return [path.relative_to(repository.book).as_posix() for path in found]


def blob_now(repository: Repository, path: str) -> str | None:
    """Git's name for what a file of the book holds at this moment; empty for one that may not be read, None for one that is not there."""
    there = os.path.lexists(files.below(repository.book, path))
    return _blob(repository, path, repository.head or "") if there else None


def _blob(repository: Repository, path: str, commit: str) -> str:
    """Git's name for what a file holds; empty for one that is gone or may not be read, which other parts of a run tell of."""
    try:
        data = files.read(files.below(repository.book, path))
    except AcctplanError:
        return ""
    return "" if data is None else blob_id(data, long=len(commit) > 40)
