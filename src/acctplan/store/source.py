"""Where a state of the book is read from: the work tree, the index or a commit, all alike."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Protocol
from weakref import finalize

from acctplan.errors import FileRefused
from acctplan.planfile.limits import FILE_BYTES

from . import files
from .git import Repository
from .git_process import BlobReader, run
from .state import State


class Source(Protocol):
    """Files of the book in one state; paths are relative to the book, with slashes."""

    def paths(self, folder: str, suffix: str) -> list[str]:
        """Files of that suffix below a folder, sorted."""
        ...

    def read(self, paths: Iterable[str]) -> dict[str, bytes | FileRefused]:
        """Contents by path; what is absent is left out, what may not be read is the refusal."""
        ...


class WorkTree:
    """The files as they lie on disk. `absent` are those that belong there and are not checked out."""

    def __init__(self, book: Path, absent: frozenset[str] = frozenset()) -> None:
        self.book = book
        self.absent = absent

    def paths(self, folder: str, suffix: str) -> list[str]:
        start = len(os.fspath(self.book / "x")) - 1
        here = [path[start:].replace(os.sep, "/") for path in files.names(files.below(self.book, folder), suffix)]
        missing = [path for path in self.absent if path.startswith(f"{folder}/") and path.endswith(suffix)]
        return sorted([*here, *missing]) if missing else here

    def read(self, paths: Iterable[str]) -> dict[str, bytes | FileRefused]:
        contents: dict[str, bytes | FileRefused] = {}
        for path in paths:
            try:
                data = self._data(path)
            except FileRefused as refusal:
                folder = path.removesuffix(PurePosixPath(path).name)
                whole = folder if refusal.message.startswith(PurePosixPath(path).name) else ""
                contents[path] = FileRefused(f"{whole}{refusal.message}", refusal.hint)
            else:
                if data is not None:
                    contents[path] = data
        return contents

    def _data(self, path: str) -> bytes | None:
        if path in self.absent:
            folder = PurePosixPath(path).parent
            raise FileRefused(f"{path}: is not checked out", f"Check it out: git sparse-checkout add {folder}")
        return files.read(files.below(self.book, path), most=FILE_BYTES + 1)


class Tree:
    """The files as git holds them, by blob."""

    def __init__(self, repository: Repository, listed: dict[str, str]) -> None:
        self.repository = repository
        self.listed = listed
        self.reader: BlobReader | None = None

    def paths(self, folder: str, suffix: str) -> list[str]:
        return sorted(path for path in self.listed if path.startswith(f"{folder}/") and path.endswith(suffix) and "/." not in path)

    def read(self, paths: Iterable[str]) -> dict[str, bytes | FileRefused]:
        wanted = {path: self.listed[path] for path in paths if path in self.listed}
        contents = self.repository.blobs(wanted.values())
        return {path: contents[blob] for path, blob in wanted.items()}

    def one(self, path: str) -> bytes | None:
        """One file after another, through one process that ends with this; None where there is no such file."""
        if path not in self.listed:
            return None
        if self.reader is None:
            self.reader = self.repository.reader()
            finalize(self, self.reader.close)
        return self.reader.get(self.listed[path])


class Ahead:
    """Files of a source in an order, read some at once: whoever asks for one will ask for those behind it."""

    def __init__(self, source: Source, order: Iterable[str], most: int = 2_000) -> None:
        self.source = source
        self.order = list(dict.fromkeys(order))
        self.places = {path: place for place, path in enumerate(self.order)}
        self.most = most
        self.held: dict[str, bytes | FileRefused] = {}
        self.come: frozenset[str] = frozenset()

    def paths(self, folder: str, suffix: str) -> list[str]:
        return [path for path in self.order if path.startswith(f"{folder}/") and path.endswith(suffix) and "/." not in path]

    def read(self, paths: Iterable[str]) -> dict[str, bytes | FileRefused]:
        wanted = list(paths)
        if not self.come.issuperset(wanted):
            start = min((self.places[path] for path in wanted if path in self.places), default=len(self.order))
            coming = [*wanted, *self.order[start : start + self.most]]
            self.held, self.come = self.source.read(dict.fromkeys(coming)), frozenset(coming)
        return {path: self.held[path] for path in wanted if path in self.held}


def source_of(state: State, book: Path, repository: Repository | None) -> Source:
    """The source of a state."""
    if state.kind == "worktree" or repository is None:
        return WorkTree(book, _not_checked_out(repository) if repository else frozenset())
    if state.kind == "index":
        return Tree(repository, _index(repository))
    return Tree(repository, repository.tree(state.commit or "HEAD"))


def _not_checked_out(repository: Repository) -> frozenset[str]:
    """Files of the book that a sparse checkout leaves out."""
    if not (repository.own / "info" / "sparse-checkout").exists():
        return frozenset()
    listed = run(repository.top, "ls-files", "-t", "-z", "--", repository.prefix or ".").stdout.decode("utf-8", "surrogateescape")
    skipped = [record[2:].removeprefix(repository.prefix) for record in listed.split("\0") if record.startswith("S ")]
    return frozenset(path for path in skipped if not (repository.book / path).exists())


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
