"""An entry at another place of its own collection: its lines move as they are."""

from __future__ import annotations

from itertools import pairwise

from acctplan.model.edit import Edit

from .draft import Draft, Span, unsafe
from .insertion import into_block
from .layout import Held
from .nodes import Node
from .removal import lines_of, removed


def moved(draft: Draft, held: Held, edit: Edit) -> list[Span]:
    """The entry before or after another, else at the end; nothing where it stands there already."""
    node, old = held.parent, held.place
    new = _new_place(draft, held, edit)
    if new in (old, old + 1):
        return []
    if node.flow:
        return _swapped(draft, node, old, new)
    if not all(draft.opens_line(Held(node, index)) for index in {0, old}):
        return _between_dashes(draft, node, old, new)
    start, end = lines_of(draft, held, moving=True)
    own = draft.front[start:end].removesuffix("\n").removesuffix("\r")
    return [*removed(draft, held, moving=True), *into_block(draft, node, new, own)]


def _new_place(draft: Draft, held: Held, edit: Edit) -> int:
    """The entry that the moved one will stand before, counted with itself still there."""
    beside = edit.before or edit.after
    if not beside:
        return len(held.parent.entries)
    if beside == edit.path[-1]:
        return held.place
    other = draft.trail((*edit.path[:-1], beside))
    if len(other) != len(edit.path):
        raise unsafe()
    return other[-1].place + (not edit.before)


def _order(count: int, old: int, new: int) -> list[int]:
    order = [index for index in range(count) if index != old]
    order.insert(new - (new > old), old)
    return order


def _pieces(draft: Draft, node: Node) -> list[tuple[int, int]]:
    several = [Held(node, index) for index in range(len(node.entries))]
    return [(draft.start_of(held), draft.end_of(held.node)) for held in several]


def _swapped(draft: Draft, node: Node, old: int, new: int) -> list[Span]:
    """Entries inside brackets in another order; commas, line breaks and spaces stay. Refused where comments stand between."""
    pieces = _pieces(draft, node)
    gaps = [draft.front[end:start] for (_, end), (start, _) in pairwise(pieces)]
    if any("#" in gap for gap in (*gaps, draft.front[node.start : pieces[0][0]], draft.front[pieces[-1][1] : node.end])):
        raise unsafe()
    order = _order(len(pieces), old, new)
    return [
        Span(start, end, draft.front[slice(*pieces[other])])
        for (start, end), other in zip(pieces, order, strict=True)
        if (start, end) != pieces[other]
    ]


def _between_dashes(draft: Draft, node: Node, old: int, new: int) -> list[Span]:
    """Entries of a collection whose first begins behind a dash, with their comments. Refused where others stand between."""
    several = [Held(node, place) for place in range(len(node.entries))]
    ends = [draft.tail(held) for held in several]
    starts = [draft.start_of(several[0]), *(draft.lead(held) + node.column for held in several[1:])]
    gaps = [draft.front[end:start] for end, start in zip(ends, starts[1:], strict=False)]
    if any("#" in gap for gap in gaps):
        raise unsafe()
    chunks = [draft.front[start:end] for start, end in zip(starts, ends, strict=True)]
    order = _order(len(chunks), old, new)
    text = "".join(chunks[place] + gap for place, gap in zip(order, [*gaps, ""], strict=True))
    return [Span(starts[0], ends[-1], text)]
