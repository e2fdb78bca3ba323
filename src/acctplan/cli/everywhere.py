"""Options that may stand before any command, as with git: read here, so that help needs no types."""

from __future__ import annotations

from typing import Any

from acctplan.errors import ValueRefused

NAMES = {"-C": "book", "--book": "book", "--today": "today", "--as": "me", "--color": "color"}
HELP = [
    ("-C, --book DIR", "The book's folder (or ACCTPLAN_BOOK); else the nearest one upward"),
    ("--today DATE", "The day to reckon from (or ACCTPLAN_TODAY)"),
    ("--as PERSON", "Who `me` is (or ACCTPLAN_ME); else by git's e-mail"),
    ("--color WHEN", "auto, always or never"),
]
_FILLED = ("book", "as_of", "changed_since", "baseline")
"""Options that choose what is read or judged: an empty text there is a variable that was never set, and not the same as leaving it out."""


def taken(arguments: list[str]) -> tuple[dict[str, str], list[str]]:
    """The options that open a command line, by field, and the arguments that are left. Raises as `refuse_empty`."""
    found: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, equals, value = rest[0].partition("=")
        if name not in NAMES or (not equals and len(rest) < 2):
            break
        found[NAMES[name]] = value if equals else rest[1]
        refuse_empty(NAMES[name], found[NAMES[name]])
        rest = rest[1:] if equals else rest[2:]
    return found, rest


def refuse_empty(field: str, said: Any) -> None:
    """Raise ValueRefused for an option, by its field, that was given an empty text where only a mistake can have put it."""
    if said == "" and field in _FILLED:
        name = f"--{field.replace('_', '-')}"
        raise ValueRefused(f"{name} was given an empty text", f"Give {name} a value or leave it out; a variable may be empty.")
