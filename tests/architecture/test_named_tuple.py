"""Named tuples of ours behave as those of `typing`, and are used instead of them."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import get_type_hints

import pytest

import acctplan
from acctplan.named_tuple import NamedTuple

SOURCE = Path(acctplan.__file__).parent


class Place(NamedTuple):
    """Where something stands."""

    line: int
    column: int = 1
    name: str | None = None

    @property
    def next(self) -> Place:
        """The line below."""
        return self._replace(line=self.line + 1)


def test_a_named_tuple_has_its_fields_defaults_methods_and_words() -> None:
    place = Place(3)
    assert place == (3, 1, None)
    assert place.next == Place(4, column=1)
    assert Place._fields == ("line", "column", "name")
    assert Place._field_defaults == {"column": 1, "name": None}
    assert repr(place) == "Place(line=3, column=1, name=None)"
    assert (Place.__doc__, Place.__name__, Place.__module__) == ("Where something stands.", "Place", __name__)
    assert get_type_hints(Place) == {"line": int, "column": int, "name": str | None}


def test_it_travels_between_processes_and_takes_nothing_it_does_not_have() -> None:
    assert pickle.loads(pickle.dumps(Place(2, 5))) == Place(2, 5)
    assert type(pickle.loads(pickle.dumps(Place(2)))) is Place
    with pytest.raises(TypeError):
        Place()  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Place(1).other = 2  # type: ignore[attr-defined]


def test_the_dear_ones_are_made_only_where_they_are_generic() -> None:
    dear = [path for path in SOURCE.rglob("*.py") if "NamedTuple" in path.read_text("utf-8").partition("from acctplan.named_tuple")[0]]
    assert {path.name for path in dear} <= {"named_tuple.py", "config.py"}
