"""What flows while two versions of a plan are put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from acctplan.named_tuple import NamedTuple

OURS, THEIRS, BOTH = "ours", "theirs", "both"


class Region(NamedTuple):
    """A part of a text merged by lines: what is agreed, or None and what each side has there."""

    agreed: str | None
    ours: str = ""
    theirs: str = ""


Lines = Callable[[str, str, str], list[Region]]
"""Merges base, ours and theirs by lines."""


class Merged(NamedTuple):
    """A merged plan. `conflicts` counts the places that both sides changed: marked in the text, for a person to choose.

    `doubt` says why there is no text: a version that cannot be read, or a result that would not mean what both sides meant.
    """

    text: str
    conflicts: int = 0
    doubt: Literal["", "unreadable", "unsure"] = ""
