"""Text a template left to be filled in."""

from __future__ import annotations

import re

from acctplan.pattern import Pattern

_HTML = r"(?!/?(?:br|b|i|u|p|em|a|ul|ol|li|hr|sub|sup|code|pre|div|span|strong)\b)"
_WHOLE = Pattern(
    rf"\[[^\[\]]+\]|<{_HTML}[^<>@:/]+>|(?:tb[acd]|todo|fixme|xxx+|\?{{2,}}|fill (?:me )?in|lorem ipsum.*|n\.?n\.?)[.:!]?",
    re.IGNORECASE | re.DOTALL,
)
_INSIDE = Pattern(
    r"\{\{[^{}]*\}\}|\{[a-z][a-z_.]*\}|(?:^|(?<=\s))_{3,}(?=$|[\s.,;:!?)])|\b(?:TBD|TO(?:DO))\b"
    rf"|<{_HTML}[A-Za-z][\w '-]*>"
    r"|\[(?:insert|your|name|date|customer|company|account|product|title|role|owner|amount|number|metric|e\.g)\b[^\[\]]*\](?!\()",
    re.IGNORECASE,
)
_HINTS = ("[", "<", "{", "__", "??", "tbd", "tba", "tbc", "todo", "fixme", "xxx", "fill", "lorem")
_NN = Pattern(r"n\.?n")
_SHOUTED = Pattern(r"tbd|todo", re.IGNORECASE)


def might_wait(text: str) -> bool:
    """Whether a text, or any of several joined by line ends, may hold a placeholder: no is certain, yes is not."""
    lower = text.lower()
    return any(hint in lower for hint in _HINTS) or _NN.search(lower) is not None


def placeholder(text: str) -> str:
    """The first part of a text that still waits to be filled in; empty if none does.

    >>> placeholder("Renew with ____ by June"), placeholder("<name>"), placeholder("R&D asked")
    ('____', '<name>', '')
    """
    said = text.strip()
    if _WHOLE.fullmatch(said):
        return said
    for match in _INSIDE.finditer(text):
        if not _SHOUTED.fullmatch(match[0]) or match[0].isupper():
            return match[0].strip()
    return ""
