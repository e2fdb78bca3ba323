"""Many findings in little room: a large book has some hundred thousand, and they are only ever gone through in order."""

from __future__ import annotations

import heapq
import marshal
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, overload

from .finding import Finding

_FIELDS = tuple(Finding.__slots__)
_BATCH = 500
"""Findings that are unpacked at once, some 300 KiB; so many, or fewer, are not packed at all."""


class Passing(Sequence[Finding]):
    """Findings that are made anew each time they are gone through, so that none of them is kept. `length` is how many there are."""

    __slots__ = ("length",)
    length: int

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Finding]: ...
    def __getitem__(self, place: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(self.length))]
        place = place + self.length if place < 0 else place
        if not 0 <= place < self.length:
            raise IndexError(place)
        return self._at(place)

    def _at(self, place: int) -> Finding:
        return next(islice(self, place, None))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(other) == self.length and all(map(Finding.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]


class Packed(Passing):
    """Findings as compressed batches."""

    __slots__ = ("batches",)

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.batches: list[bytes] = []
        self.length = 0
        found = iter(findings)
        while rows := [tuple(getattr(one, field) for field in _FIELDS) for one in islice(found, _BATCH)]:
            self.batches.append(zlib.compress(marshal.dumps(rows), 1))
            self.length += len(rows)

    def __iter__(self) -> Iterator[Finding]:
        for number in range(len(self.batches)):
            yield from self._batch(number)

    def _at(self, place: int) -> Finding:
        return self._batch(place // _BATCH)[place % _BATCH]

    def _batch(self, number: int) -> list[Finding]:
        return [Finding(*row) for row in marshal.loads(zlib.decompress(self.batches[number]))]


def packed(findings: Iterable[Finding]) -> Sequence[Finding]:
    """The findings, packed where they are many."""
    found = iter(findings)
    first = tuple(islice(found, _BATCH + 1))
    return first if len(first) <= _BATCH else Packed(_both(first, found))


def _both(first: tuple[Finding, ...], rest: Iterator[Finding]) -> Iterator[Finding]:
    yield from first
    yield from rest


def in_order(finding: Finding) -> tuple[str, int, int, str]:
    """What findings are sorted by: file and place."""
    return finding.file, finding.line, finding.column, finding.code


def merged(runs: Iterable[Sequence[Finding]]) -> Iterator[Finding]:
    """The findings of several runs, each in order, as one in order; of two alike the one of the earlier run is first.

    A run is opened when its first finding is due, so of runs that lie one after another only one is open.
    """
    closed = list(runs)
    due: list[tuple[Any, int, Finding, Iterator[Finding] | None]] = [
        (in_order(first), number, first, None) for number, run in enumerate(closed) for first in run[:1]
    ]
    heapq.heapify(due)
    while due:
        _, number, finding, rest = due[0]
        if rest is None:
            rest = iter(closed[number])
            next(rest)
        yield finding
        following = next(rest, None)
        if following is None:
            heapq.heappop(due)
        else:
            heapq.heapreplace(due, (in_order(following), number, following, rest))


class Merged(Passing):
    """The findings of several runs, each in order, as one in order."""

    __slots__ = ("runs",)

    def __init__(self, runs: Iterable[Sequence[Finding]]) -> None:
        self.runs = list(runs)
        self.length = sum(map(len, self.runs))

    def __iter__(self) -> Iterator[Finding]:
        return merged(self.runs)


def together(runs: Iterable[Sequence[Finding]]) -> Sequence[Finding]:
    """The findings of several runs as one in order, made anew each time they are gone through where they are many."""
    found = Merged(runs)
    return found if len(found) > _BATCH else tuple(found)
