"""Snapshots: annotated tags, one a period."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import UTC, tzinfo

from acctplan.errors import GitFailed, RevisionUnknown, ValueRefused
from acctplan.model.snapshot import KeptTag, Snapshot
from acctplan.pattern import Pattern

from .git import Repository
from .git_process import run
from .instant import instant

_FIELDS = (
    "%(refname:strip=2)", "%(objecttype)%(*objecttype)", "%(objectname)", "%(*objectname)", "%(creatordate:unix)",
    "%(taggername)%(authorname)", "%(*committerdate:unix)%(committerdate:unix)", "%(contents)",
)  # fmt: skip
_UNREAD = Pattern(r" for refs/tags/(\S+)$")
_BROKEN = Pattern(r"(?m)^warning: ignoring broken ref (refs/tags/\S+)$")


def snapshots(repository: Repository, prefix: str, zone: tzinfo = UTC) -> list[Snapshot]:
    """All snapshots, in the order of the commits they stand for, oldest first; tags of anything else are none. Days are of the zone."""
    found = []
    for tag, kind, own, peeled, made, by, committed, message in _tags(repository, prefix, _FIELDS):
        if kind == "tagtag":
            own, peeled, committed = "", *_behind(repository, tag)
        if kind in ("commit", "tagcommit") or (peeled and kind == "tagtag"):
            when = instant(committed, zone)
            snapshot = Snapshot(
                tag.removeprefix(f"{prefix}/"), tag, peeled or own, when.date(), instant(made, zone).date(), by, message.strip()
            )
            found.append((when, snapshot))
    return [snapshot for _, snapshot in sorted(found, key=lambda pair: (pair[0], pair[1].period))]


_KEPT_FIELDS = (
    "%(refname:strip=2)", "%(objecttype)", "%(tag)", "%(*committerdate:unix)%(committerdate:unix)", "%(contents:signature)", "%(contents)",
)  # fmt: skip


def kept_tags(repository: Repository, prefix: str, zone: tzinfo = UTC) -> list[KeptTag]:
    """Every tag under the prefix, by name, whatever it holds; without the digests of settings. Signatures are seen, never judged:
    who judges them is a program that git's settings name."""
    found = []
    for tag, kind, own, committed, signature, message in _tags(repository, prefix, _KEPT_FIELDS):
        commit = repository.hash_of(f"refs/tags/{tag}")
        committed = committed or _behind(repository, tag)[1]
        day = instant(committed, zone).date() if committed else None
        reachable = commit is not None and _leads_to(repository, commit)
        period = tag.removeprefix(f"{prefix}/")
        found.append(KeptTag(period, tag, own, kind == "tag", commit, day, message.strip(), bool(signature), reachable))
    return found


def _tags(repository: Repository, prefix: str, fields: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The fields of each tag under the prefix, by name. Raises RevisionUnknown for a tag that cannot be read: none is passed over."""
    asked = "".join(f"{field}%00" for field in fields)  # no message or name of git's holds a NUL
    try:
        done = run(repository.top, "for-each-ref", f"--format={asked}", f"refs/tags/{prefix}/")
    except GitFailed as failed:
        if unread := _UNREAD.search(failed.message):
            hint = f"Fetch it with `git fetch --tags --force`, or remove it with `git tag -d {shlex.quote(unread[1])}`."
            raise RevisionUnknown(f"the tag {unread[1]} stands for what this clone does not hold", hint) from None
        raise
    broken = [found[1] for found in _BROKEN.finditer(done.stderr.decode("utf-8", "replace")) if found[1].startswith(f"refs/tags/{prefix}/")]
    if broken:
        hint = f"Delete the file {repository.common / broken[0]}, then run `git fetch --tags`."
        raise RevisionUnknown(f"the tag {broken[0].removeprefix('refs/tags/')} names no commit: its file is broken", hint)
    told = iter(done.stdout.decode("utf-8", "replace").split("\0"))
    for name, *rest in zip(*[told] * len(fields), strict=False):
        yield name.removeprefix("\n"), *rest


def _leads_to(repository: Repository, commit: str) -> bool:
    """Whether a branch, here or fetched, or the commit that is checked out has a commit in its past."""
    branches = run(repository.top, "for-each-ref", "--count=1", f"--contains={commit}", "refs/heads", "refs/remotes").stdout
    return bool(branches) or run(repository.top, "merge-base", "--is-ancestor", commit, "HEAD", check=False).returncode == 0


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
