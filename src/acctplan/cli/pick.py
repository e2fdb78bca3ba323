"""One of some names, or a refusal that offers the nearest."""

from __future__ import annotations

from collections.abc import Iterable

from acctplan.errors import ValueRefused
from acctplan.nearest import nearest


def pick(word: str, known: Iterable[str], noun: str) -> str:
    """The word, if it is one of the names. Raises ValueRefused with the nearest three."""
    names = list(known)
    if word not in names:
        near = nearest(word, names, most=3, at_least=0)
        raise ValueRefused(f"there is no {noun} “{word[:40]}”", f"Did you mean {' or '.join(near)}?")
    return word
