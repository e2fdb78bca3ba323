"""Plans that have another name at the end of a stretch of history, followed from commit to commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from .aging import renames_between
from .git import Repository
from .git_process import run
from .root import PLANS
from .shelf import plan_files
from .source import Source
from .state import State

_MOST_FOLLOWED = 40
_MOST_NAMES = 5


def renames(repository: Repository, states: tuple[State, State], sources: tuple[Source, Source]) -> dict[str, str]:
    """Old id to new id: what git tells from both ends, and for up to forty plans left over, from the commits that brought them.

    Between two ends a plan may have changed too much to be known again; in the commit that renamed it, it did not.
    """
    found = renames_between(repository, *states)
    old, new = (plan_files(source) for source in sources)
    gone, come = {*old} - {*new} - {*found}, {*new} - {*old} - {*found.values()}
    first, second = (state.commit or repository.head for state in states)
    if not gone or not come or len(come) > _MOST_FOLLOWED or first is None or second is None or first == second:
        return found
    return found | _followed(repository, first, second, {key: new[key][0] for key in come}, gone)


def _followed(repository: Repository, first: str, second: str, paths: Mapping[str, str], gone: Collection[str]) -> dict[str, str]:
    """Ids that are gone, by way of any names in between, to the ids that came."""
    found: dict[str, str] = {}
    names = {f"{repository.prefix}{path}": key for key, path in paths.items()}
    for _ in range(_MOST_NAMES):
        earlier = _brought(repository, first, second, names)
        names = {before: names[after] for after, before in earlier.items()}
        for path, key in names.items():
            if PurePosixPath(path).stem in gone:
                found[PurePosixPath(path).stem] = key
        names = {path: key for path, key in names.items() if PurePosixPath(path).stem not in gone}
        if not names:
            break
    return found


def _brought(repository: Repository, first: str, second: str, names: Collection[str]) -> dict[str, str]:
    """New path to old path, of files that came under their name by a rename; none where history is cut off."""
    top = repository.top
    commits = run(top, "rev-list", f"{first}..{second}", "--", *sorted(names), check=False).stdout
    where = f"{repository.prefix}{PLANS}"
    shape = ("diff-tree", "--stdin", "-r", "-z", "-M60%", "--diff-filter=R", "--name-status", "--no-commit-id", "--", where)
    told = run(top, *shape, stdin=commits, check=False).stdout.decode("utf-8", "surrogateescape").split("\0")
    return {after: before for before, after in zip(told[1::3], told[2::3], strict=False) if after in names}
