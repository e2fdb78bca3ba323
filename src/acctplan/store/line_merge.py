"""Texts merged by lines, as git does it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from acctplan.errors import GitFailed
from acctplan.model.merge import OURS, THEIRS, Region

from .git_process import run

_BASE = "base"
_SHORTEST = 32
_MOST_CONFLICTS = 127
_LABELS = tuple(word for label in (OURS, _BASE, THEIRS) for word in ("-L", label))


def merge_lines(base: str, ours: str, theirs: str) -> list[Region]:
    """Base, ours and theirs merged by lines: what is agreed, and what is not, in order. Raises GitFailed for what git cannot merge."""
    size = _SHORTEST
    while any(mark * size in text for mark in "<=>|" for text in (base, ours, theirs)):
        size *= 2
    with tempfile.TemporaryDirectory(prefix="acctplan-") as folder:
        paths = [Path(folder, name) for name in (OURS, _BASE, THEIRS)]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        merged, _ = merge_files(Path(folder), paths, size, plain=True)
    return _regions(merged.decode("utf-8", "surrogatepass"), size)


def merge_files(folder: Path, paths: Sequence[Path], size: int, *, plain: bool = False) -> tuple[bytes, int]:
    """Git's own merge of three files (ours, base, theirs) with marks of a size, and how many conflicts are in it.

    `plain` leaves the base out of conflicts, whatever style is set up. Raises GitFailed for files that are no text.
    """
    style = ("-c", "merge.conflictStyle=merge") if plain else ()
    names = [str(path.resolve()) for path in paths]
    done = run(folder, *style, "merge-file", "-p", f"--marker-size={size}", *_LABELS, "--", *names, check=False)
    if done.returncode > _MOST_CONFLICTS:
        raise GitFailed("git cannot merge these files by lines", "Choose one side: git checkout --ours or --theirs.")
    return done.stdout, done.returncode


def _regions(text: str, size: int) -> list[Region]:
    """The regions of a text with marks of a size that nothing else in it has."""
    regions: list[Region] = []
    parts: list[list[str]] = [[]]
    for line in _lines(text):
        mark = line[:1] if line[:size] == line[:1] * size and line[:1] in ("<", "=", ">") else ""
        if mark == "<":
            regions.append(Region("".join(parts[0])))
            parts = [[], []]
        elif mark == "=":
            parts.append([])
        elif mark == ">":
            regions.append(Region(None, "".join(parts[1]), "".join(parts[2])))
            parts = [[]]
        else:
            parts[-1 if len(parts) != 2 else 1].append(line)
    return [*regions, Region("".join(parts[0]))]


def _lines(text: str) -> list[str]:
    """Lines as git counts them, each with its ending."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([text.rpartition("\n")[2]] if not text.endswith("\n") else [])
