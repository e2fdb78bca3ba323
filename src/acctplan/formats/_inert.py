"""Data made harmless before it is printed: what moves a cursor, hides or reorders text, or a CI runner obeys, is shown as its number."""

from __future__ import annotations

from acctplan.pattern import Pattern

_ACTIVE = Pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
_ORDER = Pattern(r"(?m)^(?P<lead>(?:[^\S\n]|\x1b\[[0-9;]*m)*)::(?=[A-Za-z][\w-]*(?:::| [^\n]*::))|##(?=\[|vso\[|teamcity\[)")
_COLON, _SIGN = "\\u{3a}", "\\u{23}"


def inert(text: str) -> str:
    """The text with every control and direction character written out, such as `\\u{1b}`; tabs become spaces.

    So is the first mark of a line that a CI runner would take for a command of its own (`::error::`, `##[error]`).
    """
    if not text.isprintable():
        text = _ACTIVE.sub(lambda odd: f"\\u{{{ord(odd[0]):x}}}", text.replace("\t", "    "))
    return unheeded(text)


def unheeded(text: str, colon: str = _COLON, sign: str = _SIGN) -> str:
    """The text without a line that a CI runner would obey: GitHub, Azure, TeamCity.

    Source: ActionCommand.cs of actions/runner: `::name …::` after any white space, `##[name]` anywhere in a line.
    """
    if "::" not in text and "##" not in text:
        return text
    return _ORDER.sub(lambda order: f"{sign}#" if order["lead"] is None else f"{order['lead']}{colon}:", text)


def one_line(text: str) -> str:
    """The same on one line."""
    return inert(" ".join(text.split("\n")))


def escaped(text: str) -> str:
    """JSON whose strings hold none of these characters: each as its code, which reads back as the character."""
    return unheeded(_ACTIVE.sub(lambda odd: f"\\u{ord(odd[0]):04x}", text), sign="\\u0023")
