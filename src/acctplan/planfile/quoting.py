"""Text that would be misread, put in quotes: only where it is certain which characters are the text."""

from __future__ import annotations

from functools import lru_cache

from acctplan.model.edit import Patch
from acctplan.model.finding import Position
from acctplan.pattern import Pattern

from .emit import emit_scalar, quoted
from .flow import QUOTED
from .scan import ENTRY

_REMARK = Pattern(r"\s+#(?:\s|$)")


def quote_at(text: str, at: Position) -> Patch | None:
    """What puts the text at a place in quotes, or a space where a tab stands before it; None where its end is not certain.

    A text ends with its line, or before a comment on it; the place must be the beginning of a field's value or of a list's item.
    """
    lines = _lines(text)
    if at.line > len(lines):
        return None
    (offset, whole), start = lines[at.line - 1], at.column - 1
    line = whole.rstrip("\r")
    entry = ENTRY.fullmatch(line)
    if entry is None or not (entry["key"] or entry["dashes"]) or start not in (entry.start("value"), entry.start("key")):
        return None
    before = line[:start].rstrip(" \t")
    if "\t" in line[len(before) : start]:
        return Patch(offset + len(before), offset + start, " ", changes=True)
    said = _text(line[start:])
    if not _certain(said):
        return None
    put = emit_scalar(said, style="'") if '"' in said else quoted(said)
    return Patch(offset + start, offset + start + len(said), put, changes=True)


@lru_cache(maxsize=1)
def _lines(text: str) -> list[tuple[int, str]]:
    """Every line of a text with its offset; a text with one fault of this kind often has many."""
    found, offset = [], 0
    for line in text.split("\n"):
        found.append((offset, line))
        offset += len(line) + 1
    return found


def _text(rest: str) -> str:
    remark = _REMARK.search(rest)
    return (rest[: remark.start()] if remark else rest).rstrip()


def _certain(said: str) -> bool:
    """Whether a text is one text: not fields or a list, nor a quote that may be closed further down."""
    if said[:1] in QUOTED:
        return QUOTED[said[0]].match(said) is not None
    return bool(said) and (said[:2] in ("{{", "[[") or said[0] not in "[{")
