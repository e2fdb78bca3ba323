"""Which files of the book differ from a commit: committed since, staged, changed in the work tree, or unknown to git."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from acctplan.errors import AcctplanError, HistoryShallow, RevisionUnknown

from . import files
from .contents import EXACT, filtered
from .git import Repository, blob_id
from .git_process import run
from .root import FACTS, PLANS, SETTINGS, TEAM
from .state import State

_UNCHANGED = ("H 100644 ", "H 100755 ")
_FOLDERS = {PLANS: ".md", FACTS: ".yaml", "templates": ".md", "playbooks": ".yaml"}


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


def touched_paths(repository: Repository, commit: str) -> set[str]:
    """Files of the book, by path in it, whose content differs from that of a commit; those that came and went too.

    Git compares the work tree only where that runs nothing of the repository's and hides nothing; else the files are read.
    """
    then = {path: blob for path, blob in repository.tree(commit).items() if _of_the_book(path)}
    now, unsure = ({}, _all(repository)) if filtered(repository) else _listed(repository)
    for path in unsure:
        data = _data(repository, path)
        if data is None:
            now.pop(path, None)
        else:
            now[path] = blob_id(data, long=len(commit) > 40)
    return {path for path in {*then, *now} if then.get(path) != now.get(path)}


def _of_the_book(path: str) -> bool:
    return path in (SETTINGS, TEAM) or PurePosixPath(path).parts[0] in _FOLDERS


def _listed(repository: Repository) -> tuple[dict[str, str], set[str]]:
    """Blobs as the index has them, and paths whose content it does not tell."""
    where = [f"{repository.prefix}{name}" for name in (*_FOLDERS, SETTINGS, TEAM)]
    output = run(repository.top, *EXACT, "ls-files", "-v", "-s", "-c", "-m", "-o", "-z", "--", *where).stdout
    blobs: dict[str, str] = {}
    unsure: set[str] = set()
    for record in output.decode("utf-8", "surrogateescape").split("\0"):
        meta, tab, path = record.partition("\t") if not record.startswith("? ") else ("", "", record[2:])
        name = path.removeprefix(repository.prefix)
        if tab and meta.startswith(_UNCHANGED):
            blobs[name] = meta.split()[2]
        elif name and not name.endswith("/"):
            unsure.add(name)
    return blobs, unsure


def _all(repository: Repository) -> Iterable[str]:
    found = [files.below(repository.book, name) for name in (SETTINGS, TEAM)]
    for folder, suffix in _FOLDERS.items():
        found += files.walk(files.below(repository.book, folder), suffix)
    return [path.relative_to(repository.book).as_posix() for path in found]


def _data(repository: Repository, path: str) -> bytes | None:
    """What a file holds; nothing for one that is gone or may not be read, which other parts of a run tell of."""
    try:
        return files.read(files.below(repository.book, path))
    except AcctplanError:
        return None
