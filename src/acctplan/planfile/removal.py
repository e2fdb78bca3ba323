"""An entry taken away: its lines, the comments that are clearly its own, and the gap that set it apart."""

from __future__ import annotations

from .draft import Draft, Span
from .insertion import comma_after
from .layout import Held


def removed(draft: Draft, held: Held, *, moving: bool = False) -> list[Span]:
    """The last entry of a trail, gone."""
    if held.parent.flow:
        return _out_of_flow(draft, held)
    if not draft.opens_line(held):
        return _off_line(draft, held)
    start, end = lines_of(draft, held, moving=moving)
    above, below = draft.gap_above(start), draft.gap_below(end)
    last = held.place == len(held.parent.entries) - 1
    if _ends_text(draft, held):
        return [Span(start, below, "")]
    if above < start and (below > end or last):
        return [Span(above, end, "")]
    if below > end and held.place == 0 and not last:
        return [Span(start, below, "")]
    return [Span(start, end, "")]


def lines_of(draft: Draft, held: Held, *, moving: bool = False) -> tuple[int, int]:
    """Where an entry's whole lines start and end, with the comments that are its own."""
    return draft.own_lead(held, moving=moving), draft.next_line(draft.tail(held))


def _ends_text(draft: Draft, held: Held) -> bool:
    """Whether blank lines above an entry, and those that would follow them, belong to a text before it."""
    return held.place > 0 and draft.keeps_blanks(held.parent.entries[held.place - 1][1])


def _off_line(draft: Draft, held: Held) -> list[Span]:
    """The first entry of a collection that begins behind a dash."""
    start = draft.start_of(held)
    if len(held.parent.entries) == 1:
        return [Span(start, draft.end_of(held.node), "{}" if held.key is not None else "[]")]
    following = draft.start_of(Held(held.parent, 1))
    end = draft.end_of(held.node)
    if draft.front[draft.line_end(end) : following].strip():
        return [Span(start, draft.line_end(end), "")]
    return [Span(start, following, "")]


def _out_of_flow(draft: Draft, held: Held) -> list[Span]:
    node, index = held.parent, held.place
    start, end = draft.start_of(held), draft.end_of(held.node)
    comma = comma_after(draft, node, index)
    if len(node.entries) == 1:
        return [Span(start, end if comma is None else comma + 1, "")]
    if index + 1 < len(node.entries):
        following = draft.start_of(Held(node, index + 1))
        if "\n" not in draft.front[end:following]:
            return [Span(start, following, "")]
        assert comma is not None
        return [_own_lines(draft, held, comma + 1) or Span(_spaces_before(draft, start), comma + 1, "")]
    before = draft.end_of(node.entries[index - 1][1])
    if "\n" not in draft.front[before:start]:
        return [Span(before, end, "")]
    own = _own_lines(draft, held, end if comma is None else comma + 1) or Span(_spaces_before(draft, start), end, "")
    earlier = comma_after(draft, node, index - 1)
    if comma is not None and comma < own.end:
        return [own]
    assert earlier is not None
    return [Span(earlier, earlier + 1, ""), own]


def _own_lines(draft: Draft, held: Held, end: int) -> Span | None:
    """The whole lines of an entry inside brackets, if nothing else stands on them; None if something does."""
    start = draft.start_of(held)
    rest = draft.front[end : draft.line_end(end)].strip()
    if draft.front[draft.line_start(start) : start].strip() or (rest and not rest.startswith("#")):
        return None
    return Span(draft.line_start(start), draft.next_line(end), "")


def _spaces_before(draft: Draft, start: int) -> int:
    line = draft.line_start(start)
    return line + len(draft.front[line:start].rstrip(" ")) if draft.front[line:start].strip() else start
