"""The JSON format lays out what the standard library would, in pieces."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acctplan.formats import json as module
from acctplan.report import Report, Written

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30)


HOUSE = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
"""A machine with much other work is no fault."""


@HOUSE
@given(VALUES)
def test_data_is_laid_out_as_the_standard_library_does(value: Any) -> None:
    assert module.laid_out(value) == json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)


@HOUSE
@given(st.lists(st.dictionaries(st.text(), LEAVES | st.lists(st.text(), max_size=2), max_size=3), max_size=4))
def test_entries_that_were_written_before_stand_as_if_written_now(entries: list[Any]) -> None:
    plainly = Report("some", "Some", (), {"entries": entries, "complete": True})
    before = plainly._replace(result={"entries": Written([Written.pack(module.entry(one)) for one in entries]), "complete": True})
    assert "".join(module.pieces(before, width=80, color=False)) == module.render(plainly, width=80, color=False)


def test_a_day_in_an_entry_is_its_text() -> None:
    assert json.loads(module.entry({"on": date(2026, 11, 20), "at": ("a", "b")})) == {"on": "2026-11-20", "at": ["a", "b"]}


def test_a_list_that_is_long_comes_in_pieces() -> None:
    packed = [Written.pack(module.entry({"number": number})) for number in range(100)]
    found = list(module.pieces(Report("some", "Some", (), {"entries": Written(packed)}), width=80, color=False))
    assert len(found) > 100
    assert max(map(len, found)) < 100
