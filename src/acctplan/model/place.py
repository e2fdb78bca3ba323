"""A place in a plan's long-form tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def value_at(tree: Any, path: Sequence[str]) -> Any:
    """What a tree says at a path, through mappings and lists; None where it says nothing."""
    value = tree
    for step in path:
        if isinstance(value, list):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value
