"""How words of a command line were read: kept with the answer they got, to be read the same way again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from acctplan.store.answers import answers

from .carry_out import Asked
from .stamp import stamp

_LAST = "\0"
"""Stands for the last word, where that is read as it stands: no word of a command line holds this sign."""


def read_before(command: str, words: Sequence[str]) -> Asked | None:
    """What these words of that command ask, by how they were read before, or others that differ in the last one alone; else None."""
    place = answers(stamp())
    for key in (_key(_opened(words)), _key(words)):
        kept = place.get(key)
        if isinstance(kept, dict) and kept.get("command") == command:
            options, values = (_put(kept[part], _LAST, words[-1]) for part in ("options", "values"))
            return Asked(command, options, values, tuple(words))
    return None


def as_read(asked: Asked) -> dict[str, Any]:
    """The reading of a command line, by its key, to be kept; nothing where keeping would change it.

    A last word that is no option and is found once in what was read, as it stands, may be another one.
    """
    words = asked.words
    reading = {"command": asked.command, "options": dict(asked.options), "values": dict(asked.values)}
    try:
        whole = json.loads(json.dumps(reading)) == reading
    except (TypeError, ValueError):
        return {}
    if not whole or not words:
        return {}
    if _opened(words) != tuple(words) and _count(reading, words[-1]) == 1:
        parts = {part: _put(reading[part], words[-1], _LAST) for part in ("options", "values")}
        return {_key(_opened(words)): {"command": asked.command, **parts}}
    return {_key(words): reading}


def _opened(words: Sequence[str]) -> tuple[str, ...]:
    """The words, the last one left open if it is neither the command nor an option."""
    last = words[-1]
    return (*words[:-1], _LAST) if len(words) > 1 and last.strip() and not last.startswith("-") else tuple(words)


def _count(said: Any, word: str) -> int:
    """How often a text stands in what was read."""
    if isinstance(said, dict):
        return sum(_count(value, word) for value in said.values())
    if isinstance(said, list):
        return sum(_count(value, word) for value in said)
    return int(said == word)


def _put(said: Any, word: str, other: str) -> Any:
    """What was read, with a text in it exchanged for another."""
    if isinstance(said, dict):
        return {key: _put(value, word, other) for key, value in said.items()}
    if isinstance(said, list):
        return [_put(value, word, other) for value in said]
    return other if said == word else said


def _key(words: Sequence[str]) -> str:
    said = json.dumps(list(words)).encode()
    return f"words:{blake2b(said, digest_size=20).hexdigest()}"
