"""Bytes that are put away until all are known: in memory while they are few, else in a file without a name."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from weakref import finalize

_FEW = 8 * 2**20
Place = tuple[int, int]


class Spool:
    """Holds bytes by the place they were given: offset and length. The file is closed when nobody holds the spool any more."""

    def __init__(self) -> None:
        self.file = tempfile.SpooledTemporaryFile(max_size=_FEW)  # noqa: SIM115 - open as long as somebody may ask
        finalize(self, self.file.close)
        self.end = 0

    def put(self, data: bytes) -> Place:
        """Put bytes away. Raises OSError without room."""
        self.file.seek(self.end)
        self.file.write(data)
        place = self.end, len(data)
        self.end += len(data)
        return place

    def get(self, place: Place) -> bytes:
        """The bytes of a place."""
        self.file.seek(place[0])
        return self.file.read(place[1])


class Spooled:
    """What lies at some places of a spool, read each time it is gone through."""

    def __init__(self, spool: Spool, places: Iterable[Place]) -> None:
        self.spool = spool
        self.places = list(places)

    def __iter__(self) -> Iterator[bytes]:
        return map(self.spool.get, self.places)
