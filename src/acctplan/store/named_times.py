"""Times that have a name in git."""

from __future__ import annotations

from pathlib import Path

from acctplan.errors import AcctplanError

from .git_process import run


def named_times(folder: Path, prefix: str) -> list[str]:
    """Branches, and tags; a snapshot by its period, without the prefix. None where git has nothing to say."""
    return [name.removeprefix(f"{prefix}/") for name in _names(folder, "refs/heads", "refs/tags")]


def kept_periods(folder: Path, prefix: str) -> list[str]:
    """What stands after the prefix in the tags that have it."""
    return [name.removeprefix(f"{prefix}/") for name in _names(folder, f"refs/tags/{prefix}/")]


def _names(folder: Path, *patterns: str) -> list[str]:
    """Names of the branches and tags that fit a pattern. None where git has nothing to say."""
    try:
        said = run(folder, "for-each-ref", "--format=%(refname:strip=2)", *patterns).stdout
    except AcctplanError:
        return []
    return said.decode("utf-8", "replace").splitlines()
