"""What git tracks of some files: their entries in the index and at a commit, and whether the person has changed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from acctplan.named_tuple import NamedTuple

from .git import Repository
from .git_process import run

_MOST_NAMES = 100


class Tip(NamedTuple):
    """The commit and the branch at HEAD, either empty where there is none."""

    commit: str
    branch: str


def tip(repository: Repository) -> Tip:
    """Where HEAD is now."""
    said = run(repository.top, "rev-parse", "HEAD", "--symbolic-full-name", "HEAD", check=False)
    if not said.returncode:
        commit, branch = said.stdout.decode("utf-8", "replace").split("\n")[:2]
        return Tip(commit, branch if branch != "HEAD" else "")
    return Tip("", run(repository.top, "symbolic-ref", "--quiet", "HEAD", check=False).stdout.decode("utf-8", "replace").strip())


def between(repository: Repository, old: str, new: str) -> dict[str, tuple[str, str]]:
    """What two commits hold at the paths where they differ, as “mode blob 0”, empty for nothing. Without the old one all is new."""
    ends = (old, new) if old else ("--root", new)
    output = run(repository.top, "diff-tree", "-r", "-z", "--no-renames", "--no-commit-id", *ends).stdout
    words = output.decode("utf-8", "surrogateescape").split("\0")
    found = {}
    for meta, name in zip(words[::2], words[1::2], strict=False):
        modes_and_blobs = meta.lstrip(":").split()
        found[name] = (_entry(*modes_and_blobs[0:4:2]), _entry(*modes_and_blobs[1:4:2]))
    return found


def _entry(mode: str, blob: str) -> str:
    return f"{mode} {blob} 0" if mode.strip("0") else ""


def indexed(repository: Repository, names: Iterable[str], index: Path | None = None) -> dict[str, tuple[str, str]]:
    """Entries of the index by path: git's tag (H for an ordinary one), and “mode blob stage”; of an unmerged path the last."""
    wanted = list(names)
    output = run(repository.top, "ls-files", "--stage", "-v", "-z", "--", *_asked(wanted), index=index).stdout
    found = {name: meta.partition(" ") for meta, name in _records(output)}
    return {name: (found[name][0], found[name][2]) for name in wanted if name in found}


def at(repository: Repository, commit: str, names: Iterable[str]) -> dict[str, str]:
    """Entries of a commit's tree by path, as “mode blob 0”; none where there is no commit."""
    wanted = list(names)
    if not commit:
        return {}
    output = run(repository.top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *_asked(wanted)).stdout
    found = {name: meta.split() for meta, name in _records(output)}
    return {name: f"{found[name][0]} {found[name][2]} 0" for name in wanted if name in found}


def changed(repository: Repository, commit: str, held: Mapping[str, bytes | None]) -> str:
    """The first path where commit, index and file differ in any way that git would commit, be it hidden from `git status`; else empty.

    `held` runs from path to the bytes of the file, None where there is none.
    """
    entries, trees = indexed(repository, held), at(repository, commit, held)
    seen = _seen(repository, commit, held) if entries else {}
    for name, now in held.items():
        tag, entry = entries.get(name, ("H", ""))
        tree = trees.get(name, "")
        if not entry and not tree and now is None:
            continue
        if now is None or not entry or entry != tree:
            return name
        if (tag != "H" or name in seen) and (_mode_changed(seen.get(name, "")) or blob_of(repository, name, now) != tree.split()[1]):
            return name
    return ""


def blob_of(repository: Repository, name: str, data: bytes) -> str:
    """The blob that git would make of these bytes at this path, through the person's filters and line ends."""
    return run(repository.top, "hash-object", "--stdin", f"--path={name}", stdin=data).stdout.decode().strip()


def blobs_of(repository: Repository, names: Iterable[str]) -> dict[str, str]:
    """The blob that git would make of each file as it is; names that a line cannot hold are left out."""
    plain = [name for name in names if name.isprintable() and not name.startswith('"')]
    output = run(repository.top, "hash-object", "--stdin-paths", stdin="".join(f"{name}\n" for name in plain).encode()).stdout
    return dict(zip(plain, output.decode().split(), strict=False))


def _seen(repository: Repository, commit: str, names: Iterable[str]) -> dict[str, str]:
    """What `git diff-index` says of paths: “:mode mode blob blob status”."""
    if not commit:
        return {}
    output = run(repository.top, "diff-index", "-z", "--no-renames", commit, "--", *_asked(list(names))).stdout
    words = output.decode("utf-8", "surrogateescape").split("\0")
    return dict(zip(words[1::2], words[::2], strict=False))


def _mode_changed(said: str) -> bool:
    modes = said.lstrip(":").split()[:2]
    return len(set(modes)) > 1


def _asked(names: list[str]) -> list[str]:
    """Paths to name to git; none, which is all, where naming them takes longer than passing over the others."""
    return names if len(names) <= _MOST_NAMES else []


def _records(output: bytes) -> Iterable[tuple[str, str]]:
    for record in output.decode("utf-8", "surrogateescape").split("\0"):
        meta, tab, name = record.partition("\t")
        if tab:
            yield meta, name
