"""What git tracks of some files: their entries in the index and at a commit, and whether the person has changed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from .git import Repository, run

_MOST_NAMES = 100


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
