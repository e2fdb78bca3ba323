"""Snapshots: annotated tags, one a period."""

from __future__ import annotations

from datetime import UTC, tzinfo

from acctplan.errors import ValueRefused
from acctplan.model.snapshot import Snapshot

from .git import Repository
from .git_process import run
from .instant import instant

_FIELDS = (
    "%(refname:strip=2)", "%(objecttype)%(*objecttype)", "%(objectname)", "%(*objectname)", "%(creatordate:unix)",
    "%(taggername)%(authorname)", "%(*committerdate:unix)%(committerdate:unix)", "%(contents)",
)  # fmt: skip
_FORMAT = "".join(f"{field}%00" for field in _FIELDS)  # no message or name of git's holds a NUL


def snapshots(repository: Repository, prefix: str, zone: tzinfo = UTC) -> list[Snapshot]:
    """All snapshots, in the order of the commits they stand for, oldest first; tags of anything else are none. Days are of the zone."""
    output = run(repository.top, "for-each-ref", f"--format={_FORMAT}", f"refs/tags/{prefix}/").stdout.decode("utf-8", "replace")
    found = []
    fields = iter(output.split("\0"))
    for tag, kind, own, peeled, made, by, committed, message in zip(*[fields] * len(_FIELDS), strict=False):
        tag = tag.removeprefix("\n")
        if kind == "tagtag":
            own, peeled, committed = "", *_behind(repository, tag)
        if kind in ("commit", "tagcommit") or (peeled and kind == "tagtag"):
            when = instant(committed, zone)
            snapshot = Snapshot(
                tag.removeprefix(f"{prefix}/"), tag, peeled or own, when.date(), instant(made, zone).date(), by, message.strip()
            )
            found.append((when, snapshot))
    return [snapshot for _, snapshot in sorted(found, key=lambda pair: (pair[0], pair[1].period))]


def _behind(repository: Repository, tag: str) -> tuple[str, str]:
    """The commit behind a tag of a tag and its seconds; both empty if there is none."""
    commit = repository.hash_of(f"refs/tags/{tag}")
    if commit is None:
        return "", ""
    return commit, run(repository.top, "log", "-1", "--no-show-signature", "--format=%ct", commit).stdout.decode().strip()


def create(repository: Repository, prefix: str, period: str, message: str, commit: str) -> str:
    """Make the annotated tag of a period; its name. Raises ValueRefused if there is one."""
    tag = f"{prefix}/{period}"
    if run(repository.top, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag}", check=False).returncode == 0:
        raise ValueRefused(f"there is a snapshot of {period} already", f"Look at it with `acctplan snapshot show {period}`.")
    run(repository.top, "tag", "--annotate", "-F", "-", "--", tag, commit, stdin=message.encode(), safe=False)
    return tag
