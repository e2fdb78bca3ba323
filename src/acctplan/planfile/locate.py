"""Key paths to lines and columns; read only for files that have something to say, and of those only the fields it is about."""

from __future__ import annotations

from functools import cached_property

from acctplan.model.finding import Fault, Position
from acctplan.model.identifier import slug_of

from .events import Refused
from .nodes import Node, read_nodes
from .sections import starts
from .split import Halves, split


class Places:
    """Positions of key paths in one text. A path the text does not hold is placed at its nearest ancestor."""

    def __init__(self, text: str) -> None:
        halves = split(text)
        self._front = halves.front if isinstance(halves, Halves) else ""
        self._starts = starts(self._front)
        self._fields: dict[str, Node | None] = {}

    def of(self, fault: Fault) -> Position:
        """Where a fault is: where it says, else at its path; an unknown field is wrong in its name."""
        return fault.at or self.at(fault.path, name=fault.code == "AP101")

    def at(self, path: tuple[str, ...], *, name: bool = False) -> Position:
        """Line and column of a path's value; of its key where the value is blank or has parts of its own, or for its `name`."""
        first = path[0] if path else ""
        above = 0
        best = None
        if self._starts and first in self._starts:
            best = place(self._alone(first), path, name=name)
            above = self._front.count("\n", 0, self._starts[first])
        if best is None:
            best, above = place(self._whole, path, name=name), 0
        return Position(best.line + above + 2, best.column + 1) if best is not None else Position()

    def _alone(self, field: str) -> Node | None:
        """The nodes of one field's lines; None where they cannot stand alone."""
        if field not in self._fields:
            assert self._starts is not None
            start = self._starts[field]
            end = min((other for other in self._starts.values() if other > start), default=len(self._front))
            root = _nodes(self._front[start:end])
            alone = root is not None and [key.value for key, _ in root.entries if key] == [field]
            self._fields[field] = root if alone else None
        return self._fields[field]

    @cached_property
    def _whole(self) -> Node | None:
        return _nodes(self._front)


def _nodes(text: str) -> Node | None:
    try:
        return read_nodes(text)
    except Refused:
        return None


def place(root: Node | None, path: tuple[str, ...], *, name: bool = False) -> Node | None:
    """The node that a finding about a path points at."""
    node, best = root, None
    for step in path:
        entry = _entry(node, step) if node is not None else None
        if entry is None:
            break
        key, value = entry
        whole = value.kind == "scalar" and value.value is not None and not name
        best = value if whole else key or value
        node = value
    return best


def _entry(node: Node, step: str) -> tuple[Node | None, Node] | None:
    found = node.child(step)
    if found is None and node.kind == "mapping":
        return next((entry for entry in node.entries if entry[0] is not None and slug_of(entry[0].value or "") == step), None)
    return found
