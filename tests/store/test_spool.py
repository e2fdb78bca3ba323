"""What is put away is given back, from memory or from a file, and the file goes with its holder."""

from __future__ import annotations

import pytest

from acctplan.store import spool
from acctplan.store.spool import Spool, Spooled


@pytest.mark.parametrize("few", [1, 2**20])
def test_bytes_come_back_from_their_places(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_FEW", few)
    held = Spool()
    said = [bytes([number]) * number for number in range(200)]
    places = [held.put(data) for data in said]
    assert held.get(places[7]) == said[7]
    late = held.put(b"late")
    again = Spooled(held, [late, *reversed(places)])
    assert list(again) == list(again) == [b"late", *reversed(said)]
    assert held.file._rolled is (few == 1)  # type: ignore[attr-defined]


def test_the_file_is_closed_when_nobody_holds_it() -> None:
    held = Spool()
    file = held.file
    places = Spooled(held, [held.put(b"x")])
    del held
    assert list(places) == [b"x"]
    del places
    assert file.closed
