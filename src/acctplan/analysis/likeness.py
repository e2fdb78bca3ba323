"""Which of the records that two states do not share under one name are the same after all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .keyed import TITLES

ALIKE = 0.8
"""From this likeness on, two records are taken for the same one; below it, one went and another came."""
_MOST_PAIRS = 40_000
_MOST_CHARACTERS = 2_000
Pairs = dict[str, tuple[str, float]]


def likeness(old: Any, new: Any, names: Sequence[str] = ()) -> float:
    """How alike the words are that two records are known by, 0 to 1; `names` are the fields that hold them, where only these count."""
    first, second = _words(old, names), _words(new, names)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    from rapidfuzz import fuzz

    return fuzz.ratio(first[:_MOST_CHARACTERS], second[:_MOST_CHARACTERS]) / 100


def matched(gone: Sequence[str], come: Sequence[str], alike: Callable[[str, str], float]) -> Pairs:
    """Old name to new name and likeness, best pairs first; none where there are too many to compare each with each."""
    if len(gone) * len(come) > _MOST_PAIRS:
        return {}
    scored = [(score, a, b) for a in gone for b in come if (score := alike(a, b)) >= ALIKE]
    found: Pairs = {}
    taken: set[str] = set()
    for score, a, b in sorted(scored, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if a not in found and b not in taken:
            found[a] = (b, round(score, 2))
            taken.add(b)
    return found


def _words(item: Any, names: Sequence[str]) -> str:
    if isinstance(item, str):
        return item
    fields = names or TITLES
    return next((item[name] for name in fields if isinstance(item.get(name), str)), "") if isinstance(item, dict) else ""
