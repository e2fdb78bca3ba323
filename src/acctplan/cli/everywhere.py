"""Options that may stand before any command, as with git: read here, so that help needs no types."""

from __future__ import annotations

NAMES = {"-C": "book", "--book": "book", "--today": "today", "--as": "me", "--color": "color"}
HELP = [
    ("-C, --book DIR", "The book's folder (or ACCTPLAN_BOOK); else the nearest one upward"),
    ("--today DATE", "The day to reckon from (or ACCTPLAN_TODAY)"),
    ("--as PERSON", "Who `me` is (or ACCTPLAN_ME); else by git's e-mail"),
    ("--color WHEN", "auto, always or never"),
]


def taken(arguments: list[str]) -> tuple[dict[str, str], list[str]]:
    """The options that open a command line, by field, and the arguments that are left."""
    found: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, equals, value = rest[0].partition("=")
        if name not in NAMES or (not equals and len(rest) < 2):
            break
        found[NAMES[name]] = value if equals else rest[1]
        rest = rest[1:] if equals else rest[2:]
    return found, rest
