"""Where a state of the book is read from: the work tree, the index or a commit, all alike."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from acctplan.errors import FileRefused

from . import files
from .git import Repository, run
from .moment import State


class Source(Protocol):
    """Files of the book in one state; paths are relative to the book, with slashes."""

    def paths(self, folder: str, suffix: str) -> list[str]:
        """Files of that suffix below a folder, sorted."""
        ...

    def read(self, paths: Iterable[str]) -> dict[str, bytes | FileRefused]:
        """Contents by path; what is absent is left out, what may not be read is the refusal."""
        ...


class WorkTree:
    """The files as they lie on disk."""

    def __init__(self, book: Path) -> None:
        self.book = book

    def paths(self, folder: str, suffix: str) -> list[str]:
        return [path.relative_to(self.book).as_posix() for path in files.walk(self.book / folder, suffix)]

    def read(self, paths: Iterable[str]) -> dict[str, bytes | FileRefused]:
        contents: dict[str, bytes | FileRefused] = {}
        for path in paths:
            try:
                data = files.read(self.book / path)
            except FileRefused as refusal:
                contents[path] = refusal
            else:
                if data is not None:
                    contents[path] = data
        return contents


class Tree:
    """The files as git holds them, by blob."""

    def __init__(self, repository: Repository, listed: dict[str, str]) -> None:
        self.repository = repository
        self.listed = listed

    def paths(self, folder: str, suffix: str) -> list[str]:
        return sorted(path for path in self.listed if path.startswith(f"{folder}/") and path.endswith(suffix))

    def read(self, paths: Iterable[str]) -> dict[str, bytes | FileRefused]:
        wanted = {path: self.listed[path] for path in paths if path in self.listed}
        contents = self.repository.blobs(wanted.values())
        return {path: contents[blob] for path, blob in wanted.items()}


def source_of(state: State, book: Path, repository: Repository | None) -> Source:
    """The source of a state."""
    if state.kind == "worktree" or repository is None:
        return WorkTree(book)
    if state.kind == "index":
        return Tree(repository, _index(repository))
    return Tree(repository, repository.tree(state.commit or "HEAD"))


def _index(repository: Repository) -> dict[str, str]:
    output = run(repository.top, "ls-files", "--stage", "-z", "--", repository.prefix or ".").stdout
    listed: dict[str, str] = {}
    for record in output.split(b"\0"):
        if record:
            meta, _, path = record.partition(b"\t")
            mode, blob, stage = meta.decode().split()
            if stage == "0" and mode.startswith("100"):
                listed[path.decode("utf-8", "surrogateescape").removeprefix(repository.prefix)] = blob
    return listed
