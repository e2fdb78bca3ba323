"""Whether a merge wrote anything of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def put_together(said: Any, parents: Sequence[Any]) -> bool:
    """Whether every part of a value stands in one of the parents' values: then git joined them and nobody wrote.

    >>> put_together({"a": "1", "b": "2"}, [{"a": "1", "b": "0"}, {"a": "0", "b": "2"}])
    True
    >>> put_together({"a": "3"}, [{"a": "1"}, {"a": "2"}])
    False
    """
    if said in parents:
        return True
    if isinstance(said, Mapping):
        trees = [parent if isinstance(parent, Mapping) else {} for parent in parents]
        keys = {*said, *(key for tree in trees for key in tree)}
        return all(put_together(said.get(key), [tree.get(key) for tree in trees]) for key in keys)
    if isinstance(said, list):
        return all(any(isinstance(parent, list) and item in parent for parent in parents) for item in said)
    return False
