"""Times that have a name in git."""

from __future__ import annotations

from pathlib import Path

from acctplan.errors import AcctplanError

from .git_process import run


def named_times(folder: Path, prefix: str) -> list[str]:
    """Branches, and tags; a snapshot by its period, without the prefix. None where git has nothing to say."""
    try:
        said = run(folder, "for-each-ref", "--format=%(refname:strip=2)", "refs/heads", "refs/tags").stdout
    except AcctplanError:
        return []
    return [name.removeprefix(f"{prefix}/") for name in said.decode("utf-8", "replace").splitlines()]
