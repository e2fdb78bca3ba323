"""Snapshots: annotated tags, one a period."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from acctplan.errors import ValueRefused

from .git import Repository, run


class Snapshot(NamedTuple):
    """A period's tag: the commit it stands for, when and by whom it was made, and its message."""

    period: str
    tag: str
    commit: str
    committed_on: date
    made_on: date
    by: str
    message: str


_FORMAT = "%(refname:strip=2)%1f%(objectname)%1f%(*objectname)%1f%(creatordate:unix)%1f%(taggername)%(authorname)%1f%(*committerdate:unix)%(committerdate:unix)%1f%(contents)%1e"


def snapshots(repository: Repository, prefix: str) -> list[Snapshot]:
    """All snapshots, in the order of the commits they stand for, oldest first."""
    output = run(repository.top, "for-each-ref", f"--format={_FORMAT}", f"refs/tags/{prefix}/").stdout.decode("utf-8", "replace")
    found = []
    for record in output.split("\x1e"):
        fields = record.lstrip("\n").split("\x1f")
        if len(fields) == 7:
            tag, own, peeled, made, by, committed, message = fields
            moment = datetime.fromtimestamp(int(made or 0), UTC).date()
            when = datetime.fromtimestamp(int(committed or 0), UTC).date()
            found.append(
                (int(committed or 0), Snapshot(tag.removeprefix(f"{prefix}/"), tag, peeled or own, when, moment, by, message.strip()))
            )
    return [snapshot for _, snapshot in sorted(found, key=lambda pair: (pair[0], pair[1].period))]


def create(repository: Repository, prefix: str, period: str, message: str, commit: str) -> str:
    """Make the annotated tag of a period; its name. Raises ValueRefused if there is one."""
    tag = f"{prefix}/{period}"
    if run(repository.top, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag}", check=False).returncode == 0:
        raise ValueRefused(f"there is a snapshot of {period} already", f"Look at it with `acctplan snapshot show {period}`.")
    run(repository.top, "tag", "--annotate", "-F", "-", tag, commit, stdin=message.encode(), safe=False)
    return tag
