"""The names a person may have meant."""

from __future__ import annotations

from collections.abc import Iterable

_ALIKE = 60.0


def nearest(word: str, known: Iterable[str], *, most: int = 1, at_least: float = _ALIKE) -> tuple[str, ...]:
    """Known names like the word, the likest first; empty if none is like it. `at_least` runs from 0 to 100."""
    from rapidfuzz import fuzz, process

    names = sorted(set(known))
    found = process.extract(word.casefold(), names, scorer=fuzz.ratio, limit=most, score_cutoff=at_least)
    return tuple(name for name, _, _ in found)
