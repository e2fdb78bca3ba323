"""Where the parts of a front matter stand: the lines of its entries, the comments that are theirs, the gaps between them."""

from __future__ import annotations

import re

from acctplan.named_tuple import NamedTuple

from .nodes import Node, read_nodes

_COMMENT = re.compile(r"\s+#.*")
_SUPPRESSION = re.compile(r" *#+ *acctplan: *ignore\[")


class Held(NamedTuple):
    """An entry of a collection in the text, by its position there."""

    parent: Node
    place: int

    @property
    def key(self) -> Node | None:
        """The name's node; None for an item of a list."""
        return self.parent.entries[self.place][0]

    @property
    def node(self) -> Node:
        """The value's node."""
        return self.parent.entries[self.place][1]

    @property
    def column(self) -> int:
        """Column of the entry's own beginning: its name, its dash, or its value in brackets."""
        key = self.key
        return key.column if key is not None else self.node.column if self.parent.flow else self.parent.column


class Layout:
    """A front matter's text and its nodes. Offsets are characters of that text; an end stands before its line's ending."""

    def __init__(self, front: str) -> None:
        self.front = front
        self.root = read_nodes(front) or Node("mapping", 0, 0, 0, 0)

    def line_start(self, offset: int) -> int:
        """Offset of the first character of a line."""
        return self.front.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Offset of a line's end, before a carriage return."""
        end = self.front.find("\n", offset)
        end = len(self.front) if end < 0 else end
        return end - 1 if end > offset and self.front[end - 1] == "\r" else end

    def next_line(self, offset: int) -> int:
        """Offset of the line after, line ending and all."""
        end = self.front.find("\n", offset)
        return len(self.front) if end < 0 else end + 1

    def line(self, offset: int) -> str:
        """The line from an offset on, without its ending."""
        return self.front[offset : self.line_end(offset)]

    def start_of(self, held: Held) -> int:
        """Where an entry begins: at its name, its dash, or its value in brackets."""
        if held.key is not None:
            return held.key.start
        if held.parent.flow:
            return held.node.start
        if held.place == 0:
            return held.parent.start
        place = self.next_line(self.end_of(held.parent.entries[held.place - 1][1]))
        column = held.parent.column
        while self.front[place : place + column].strip(" ") or self.front[place + column] != "-":
            place = self.next_line(place)
        return place + column

    def end_of(self, node: Node) -> int:
        """Where a value's own characters end: a block of text without the blank lines that are not its own."""
        if node.kind == "scalar" and node.style in ("|", ">"):
            return self._text_end(node)
        if node.kind != "scalar" and not node.flow and node.entries:
            return self.end_of(node.entries[-1][1])
        return node.end

    def keeps_blanks(self, node: Node) -> bool:
        """Whether blank lines after a value are its own: it ends in a block of text whose header says so."""
        if node.kind != "scalar":
            return not node.flow and bool(node.entries) and self.keeps_blanks(node.entries[-1][1])
        return node.style in ("|", ">") and "+" in self.line(node.start).partition("#")[0]

    def _text_end(self, node: Node) -> int:
        header, *rest = self.front[node.start : node.end].split("\n")
        if rest and not rest[-1]:
            rest.pop()
        said = [line for line in rest if line.strip()]
        indent = min((len(line) - len(line.lstrip(" ")) for line in said), default=0)
        while not self.keeps_blanks(node) and rest and not rest[-1].strip() and len(rest[-1].rstrip("\r")) <= indent:
            rest.pop()
        return node.start + len("\n".join([header, *rest]).removesuffix("\r"))

    def opens_line(self, held: Held) -> bool:
        """Whether nothing stands before an entry on its line."""
        start = self.start_of(held)
        return not self.front[self.line_start(start) : start].strip()

    def tail(self, held: Held) -> int:
        """The end of an entry's last line, with the comment lines right below it that are indented deeper than it begins."""
        end = self.line_end(self.end_of(held.node))
        while (below := self.next_line(end)) < len(self.front):
            line = self.line(below)
            comment = line.lstrip(" ")
            if not comment.startswith("#") or len(line) - len(comment) <= held.column:
                break
            end = self.line_end(below)
        return end

    def lead(self, held: Held) -> int:
        """The start of an entry's first line, with the comment lines right above it that are indented like it."""
        start = self.line_start(self.start_of(held))
        floor = self.next_line(self.tail(Held(held.parent, held.place - 1))) if held.place else 0
        while start > floor:
            above = self.line_start(start - 1)
            line = self.line(above)
            if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) != held.column:
                break
            start = above
        return start

    def own_lead(self, held: Held, *, moving: bool = False) -> int:
        """Where an entry's lines begin with the comments above it that are clearly its own.

        They are not where the next entry follows at once, for they may speak of both (unless it moves as it is); nor above
        the first of a collection, for they may speak of all of it, unless the next has its own. A suppression is its own always.
        """
        lead, start = self.lead(held), self.line_start(self.start_of(held))
        if lead == start:
            return start
        following = self.next_line(self.tail(held))
        below = self.line(following) if following < len(self.front) else ""
        column = len(below) - len(below.lstrip(" "))
        commented = column == held.column and below.lstrip(" ").startswith("#")
        apart = not below.strip() or column < held.column or commented
        if commented or (held.place and (moving or apart)):
            return lead
        above = self.line_start(start - 1)
        return above if _SUPPRESSION.match(self.line(above)) else start

    def gap_above(self, start: int) -> int:
        """Where the blank lines right above a line begin."""
        while start > 0 and not self.line(self.line_start(start - 1)).strip():
            start = self.line_start(start - 1)
        return start

    def gap_below(self, start: int) -> int:
        """Where the blank lines from a line on end."""
        while start < len(self.front) and not self.line(start).strip():
            start = self.next_line(start)
        return start

    def separated(self, parent: Node) -> bool:
        """Whether blank lines stand between all entries of a collection, and there are several."""
        several = [Held(parent, index) for index in range(len(parent.entries))]
        gaps = [self.gap_below(self.next_line(self.tail(held))) > self.next_line(self.tail(held)) for held in several[:-1]]
        return bool(gaps) and all(gaps)

    def comment(self, held: Held) -> str:
        """The comment on the line where a value begins, with the spaces before it."""
        key, node = held.key, held.node
        begun = self.end_of(node)
        if node.kind == "scalar" and node.style in ("|", ">"):
            begun = node.start
        elif node.kind != "scalar" and not node.flow and key is not None:
            begun = key.end
        comment = _COMMENT.search(self.front, begun, self.line_end(begun))
        return comment[0] if comment else ""

    def colon(self, key: Node) -> int:
        """Offset after the colon of a name."""
        return self.front.index(":", key.end) + 1

    def step(self) -> int:
        """Columns a level is indented by, as this text does it; 2 where nothing shows it."""
        for key, value in self.root.entries:
            if key is not None and value.kind == "mapping" and not value.flow and value.entries:
                return max(value.column - key.column, 1)
        return 2
