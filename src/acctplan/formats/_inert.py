"""Data made harmless before it is printed: what would move a cursor, hide or reorder text is shown as its number."""

from __future__ import annotations

from acctplan.pattern import Pattern

_ACTIVE = Pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


def inert(text: str) -> str:
    """The text with every control and direction character written out, such as `\\u{1b}`; tabs become spaces."""
    if text.isprintable():
        return text
    return _ACTIVE.sub(lambda odd: f"\\u{{{ord(odd[0]):x}}}", text.replace("\t", "    "))


def one_line(text: str) -> str:
    """The same on one line."""
    return inert(" ".join(text.split("\n")))


def escaped(text: str) -> str:
    """JSON whose strings hold none of these characters: each as its code, which reads back as the character."""
    return _ACTIVE.sub(lambda odd: f"\\u{ord(odd[0]):04x}", text)
