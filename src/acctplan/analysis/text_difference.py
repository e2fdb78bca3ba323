"""Two texts line by line: all that can be said where one of them cannot be read as a plan."""

from __future__ import annotations

from difflib import unified_diff

from acctplan.named_tuple import NamedTuple

_MOST_COMPARED = 4_000
_MOST_LINES = 200
_MOST_CHARACTERS = 300


class TextDifference(NamedTuple):
    """The lines of a unified diff, without its header; `note` says what was left out, if anything."""

    plan: str
    file: str
    lines: tuple[str, ...]
    note: str = ""


def text_difference(plan: str, file: str, old: str, new: str) -> TextDifference:
    """What differs between two texts, at most 200 lines of at most 300 characters; nothing but a note for very long texts."""
    before, after = old.splitlines(), new.splitlines()
    if len(before) + len(after) > _MOST_COMPARED:
        return TextDifference(plan, file, (), f"The texts are too long to show: {len(before):,} and {len(after):,} lines.")
    lines = [line.rstrip("\n") for line in unified_diff(before, after, n=2, lineterm="")][2:]
    cut = tuple(line if len(line) <= _MOST_CHARACTERS else f"{line[:_MOST_CHARACTERS]}…" for line in lines[:_MOST_LINES])
    more = len(lines) - len(cut)
    return TextDifference(plan, file, cut, f"{more:,} more lines differ." if more else "")
