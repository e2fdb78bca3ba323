"""Widths, wrapping and colour for terminal text.

Own layout, not Rich: importing Rich's tables costs two thirds of what a whole command may add (docs/decisions.md).
"""

from __future__ import annotations

import unicodedata

TONES = {"": "", "good": "32", "warn": "33", "bad": "31", "dim": "2", "strong": "1"}


def cells(text: str) -> int:
    """Columns a text takes in a terminal: wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


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
        line = ""
        for word in paragraph.split():
            while cells(word) > width:
                room = width - cells(line) - (1 if line else 0)
                head = _fitting(word, room if room > width // 3 else width)
                if line and room > width // 3:
                    lines.append(f"{line} {head}")
                else:
                    lines += [line, head] if line else [head]
                line, word = "", word[len(head) :]
            joined = f"{line} {word}" if line and word else line or word
            if cells(joined) <= width:
                line = joined
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return lines


def _fitting(word: str, width: int) -> str:
    taken = 0
    for index, character in enumerate(word):
        taken += _cells_of(character)
        if taken > width:
            return word[: max(index, 1)]
    return word


def pad(text: str, width: int, right: bool = False) -> str:
    """The text filled up to a number of columns."""
    space = " " * max(width - cells(text), 0)
    return space + text if right else text + space


def longest_word(text: str) -> int:
    """Columns of the longest word: what a column needs so that no word is broken."""
    return max(map(cells, text.split()), default=0)


def shares(natural: list[int], least: list[int], room: int) -> list[int]:
    """Column widths that fit the room: wide columns give way first, none below its least until all are."""
    widths = list(natural)
    while sum(widths) > room:
        givers = [index for index, width in enumerate(widths) if width > least[index]]
        if not givers:
            break
        widest = max(givers, key=lambda index: widths[index])
        widths[widest] -= 1
    return widths
