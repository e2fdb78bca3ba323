"""Widths, wrapping and colour for terminal text.

Own layout, not Rich: importing Rich's tables costs two thirds of what a whole command may add (docs/decisions.md).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

TONES = {"": "", "good": "32", "warn": "33", "bad": "31", "dim": "2", "strong": "1"}
_FOREIGN = re.compile("[^\x00-\x7f]")


def cells(text: str) -> int:
    """Columns a text takes in a terminal: wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return len(text) + sum(_cells_of(character) - 1 for character in _FOREIGN.findall(text))


@cache
def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or character in "\u200d\ufe0f\ufe0e":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def paint(text: str, tone: str, color: bool) -> str:
    """The text in the tone's colour."""
    code = TONES[tone]
    return f"\x1b[{code}m{text}\x1b[0m" if color and code and text else text


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most that many columns, broken at spaces, else inside a word; one empty line for empty text."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in paragraph.split():
            size = cells(word)
            if size > width:
                room = width - used - (1 if line else 0)
                beside = bool(line) and room > width // 3
                head, *rest = _broken(word, room if beside else width, width)
                lines += [f"{line} {head}"] if beside else [line, head] if line else [head]
                lines += rest[:-1]
                line, used, word = "", 0, rest[-1]
                size = cells(word)
            if line and used + 1 + size <= width:
                line, used = f"{line} {word}", used + 1 + size
            else:
                lines += [line] if line else []
                line, used = word, size
        lines.append(line)
    return lines


_JOINTS = ".-_/"
"""Characters after which a key path, an id or an address may be cut."""


def _broken(word: str, first: int, width: int) -> list[str]:
    """A long word in pieces of at most `first` columns, then `width`, cut after a joint where one is near; the last may be empty."""
    pieces: list[str] = []
    start, taken, room = 0, 0, first
    for index, character in enumerate(word):
        wide = _cells_of(character)
        if taken + wide > room and index > start:
            near = range(index, (start + index) // 2, -1)
            cut = next((place for place in near if word[place - 1] in _JOINTS), index)
            pieces.append(word[start:cut])
            start, taken, room = cut, cells(word[cut:index]), width
        taken += wide
    return [*pieces, word[start:], *([] if pieces else [""])]


def pad(text: str, width: int, right: bool = False) -> str:
    """The text filled up to a number of columns."""
    space = " " * max(width - cells(text), 0)
    return space + text if right else text + space


def longest_word(text: str) -> int:
    """Columns of the longest word: what a column needs so that no word is broken."""
    return max(map(cells, text.split()), default=0)


def shares(natural: list[int], least: list[int], room: int) -> list[int]:
    """Column widths that fit the room: wide columns give way first, none below its least until all are."""
    widths = [max(min(width, room), low) for width, low in zip(natural, least, strict=True)]
    while sum(widths) > room:
        givers = [index for index, width in enumerate(widths) if width > least[index]]
        if not givers:
            break
        widest = max(givers, key=lambda index: widths[index])
        widths[widest] -= 1
    return widths
