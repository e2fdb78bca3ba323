"""Which words of a text changed."""

from __future__ import annotations

from acctplan.named_tuple import NamedTuple

_MOST_WORDS = 2_000
_MOST_PLACES = 6
_AROUND = 3


class Rewordings(NamedTuple):
    """Places where words changed, first to last, each as it read and reads, with up to three words around; `more` counts the others.

    What was only added has no old words, what was only dropped no new ones.
    """

    places: tuple[tuple[str, str], ...]
    more: int


def rewordings(old: str, new: str) -> Rewordings | None:
    """The places where two texts differ in words, at most six; None where too much changed to be told in words.

    >>> rewordings("They bake at night.", "They bake by day.").places
    (('They bake at night.', 'They bake by day.'),)
    """
    before, after = old.split(), new.split()
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    first, second = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(first) > _MOST_WORDS or len(second) > _MOST_WORDS:
        return None
    from rapidfuzz.distance import Indel

    spans = [(head + op.src_start, head + op.src_end, head + op.dest_start, head + op.dest_end)
             for op in Indel.opcodes(first, second) if op.tag != "equal"]  # fmt: skip
    joined = _joined(spans)
    places = tuple(_place(before, after, span) for span in joined[:_MOST_PLACES])
    return Rewordings(places, max(len(joined) - _MOST_PLACES, 0))


Span = tuple[int, int, int, int]
"""From and to in the old words, from and to in the new."""


def _alike(one: list[str], other: list[str]) -> int:
    """How many words two lists begin with alike."""
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _joined(spans: list[Span]) -> list[Span]:
    """Places so near that the words around them would meet are one."""
    found: list[Span] = []
    for span in spans:
        if found and span[0] - found[-1][1] <= _AROUND:
            found[-1] = (found[-1][0], span[1], found[-1][2], span[3])
        else:
            found.append(span)
    return found


def _place(before: list[str], after: list[str], span: Span) -> tuple[str, str]:
    start, end, begin, finish = span
    if start == end:
        return "", " ".join(after[begin:finish])
    if begin == finish:
        return " ".join(before[start:end]), ""
    lead, rest = before[max(start - _AROUND, 0) : start], before[end : end + _AROUND]
    return " ".join([*lead, *before[start:end], *rest]), " ".join([*lead, *after[begin:finish], *rest])
