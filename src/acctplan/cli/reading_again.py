"""How words of a command line were read: kept with the answer they got, to be read the same way again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from acctplan.store.answers import answers

from .carry_out import Asked
from .stamp import stamp


def read_before(command: str, words: Sequence[str]) -> Asked | None:
    """What these words of that command asked when they were last read; None where nobody kept it."""
    kept = answers(stamp()).get(_key(words))
    if not isinstance(kept, dict) or kept.get("command") != command:
        return None
    return Asked(command, kept["options"], kept["values"], tuple(words))


def as_read(asked: Asked) -> dict[str, Any]:
    """The reading of a command line, by its key, to be kept; nothing where keeping would change it."""
    reading = {"command": asked.command, "options": dict(asked.options), "values": dict(asked.values)}
    try:
        whole = json.loads(json.dumps(reading)) == reading
    except (TypeError, ValueError):
        return {}
    return {_key(asked.words): reading} if whole and asked.words else {}


def _key(words: Sequence[str]) -> str:
    said = json.dumps(list(words)).encode()
    return f"words:{blake2b(said, digest_size=20).hexdigest()}"
