"""The comments of a plan: what a person wrote beside the fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from acctplan.pattern import Pattern

from .events import Refused
from .nodes import Node, read_nodes

_COMMENT = Pattern(r"(?:^|(?<=[\s\0]))#[^\r\n\0]*")


def remarks(front: str) -> Counter[str]:
    """Each comment of a front matter, and how often it stands there; none of a text that cannot be read."""
    try:
        root = read_nodes(front)
    except Refused:
        return Counter()
    kept, last = [], 0
    for start, end in sorted(_texts(root, front)) if root is not None else ():
        kept.append(front[last:start])
        last = max(end, last)
    return Counter(found[0].strip() for found in _COMMENT.finditer("\0".join([*kept, front[last:]])))


def _texts(node: Node, front: str) -> Iterator[tuple[int, int]]:
    """Where the names and values stand; of a block of text the lines below its header."""
    if node.kind == "scalar":
        below = front.find("\n", node.start, node.end) if node.style in ("|", ">") else -1
        yield max(node.start, below), node.end
        return
    for key, value in node.entries:
        if key is not None:
            yield key.start, key.end
        yield from _texts(value, front)
