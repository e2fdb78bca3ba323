"""YAML text to a tree of text, with one clear fault where several would say the same."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from acctplan.model.finding import Fault, Position

from .events import Refused
from .scan import misread
from .tree import read_tree


def read_checked(text: str) -> tuple[Any, list[Fault], bool]:
    """The tree, the faults of reading it, and whether it can be read at all; positions are inside the text.

    Trees are never changed, so the last ones are kept: a change reads the text before it and the one after it several times.
    """
    tree, faults, readable = _read(text)
    return tree, list(faults), readable


@lru_cache(maxsize=2)
def _read(text: str) -> tuple[Any, list[Fault], bool]:
    faults = list(misread(text))
    try:
        tree, duplicates = read_tree(text)
    except Refused as refused:
        return None, _telling(faults, refused.fault), False
    return tree, faults + duplicates, True


def _telling(faults: list[Fault], refused: Fault) -> list[Fault]:
    """Text that would be misread explains why a parser stopped; not why a limit is passed, nor what stands above it."""
    line = (refused.at or Position()).line
    if refused.code == "AP111":
        return [*(fault for fault in faults if fault.at and fault.at.line != line), refused]
    explained = any(refused.code == "AP100" or (fault.at and fault.at.line <= line) for fault in faults)
    return faults if explained else sorted([*faults, refused], key=lambda fault: fault.at or Position())


def unexplained(faults: list[Fault], hidden: list[Fault]) -> list[Fault]:
    """Faults that no hidden character explains: one on its line, or where a parser stopped after it."""
    lines = {fault.at.line for fault in hidden if fault.at}
    first = min(lines, default=0)
    return [
        fault for fault in faults if not (fault.at and (fault.at.line in lines or (fault.code == "AP100" and 0 < first < fault.at.line)))
    ]
