"""Key paths to lines and columns; read only for files that have something to say."""

from __future__ import annotations

from acctplan.model.finding import Fault, Position
from acctplan.model.identifier import slug_of

from .events import Refused
from .nodes import Node, read_nodes
from .split import Halves, split


class Places:
    """Positions of key paths in one text. A path the text does not hold is placed at its nearest ancestor."""

    def __init__(self, text: str) -> None:
        halves = split(text)
        self._root: Node | None = None
        if isinstance(halves, Halves):
            try:
                self._root = read_nodes(halves.front)
            except Refused:
                self._root = None

    def of(self, fault: Fault) -> Position:
        """Where a fault is: where it says, else at its path; an unknown field is wrong in its name."""
        return fault.at or self.at(fault.path, name=fault.code == "AP101")

    def at(self, path: tuple[str, ...], *, name: bool = False) -> Position:
        """Line and column of a path's value; of its key where the value is blank or has parts of its own, or for its `name`."""
        best = place(self._root, path, name=name)
        return Position(best.line + 2, best.column + 1) if best is not None else Position()


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
