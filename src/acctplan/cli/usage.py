"""What Typer finds wrong with a command line, in plain words and with a hint."""

from __future__ import annotations

import re
from typing import Any

_TOO_MANY = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)
_SAID = {
    re.compile(r"Option '(.*)' requires an argument", re.DOTALL): "{0} needs a value",
    re.compile(r"Option '(.*)' does not take a value", re.DOTALL): "{0} takes no value",
    re.compile(r"Missing argument '(.*)'", re.DOTALL): "{0} is missing",
    re.compile(r"Invalid value for '(.*?)': (.*)", re.DOTALL): "{0}: {1}",
}
_MOST = 60


def in_plain_words(error: Any) -> tuple[str, str]:
    """What a usage error of Typer says, and what to do."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "acctplan"
    option = str(getattr(error, "option_name", ""))
    if type(error).__name__ == "NoSuchOption":
        return f"no such option: {option}", _instead(option, list(error.possibilities or ())[:2], command)
    words = str(error.format_message()).rstrip(".")
    if found := _TOO_MANY.fullmatch(words):
        more = found[1] if len(found[1]) <= _MOST else f"{found[1][: _MOST - 1]}…"
        return f"“{more}” is more than `{command}` takes", f"Put words that belong together in quotes; see `{command} --help`."
    for pattern, plain in _SAID.items():
        if found := pattern.fullmatch(words):
            return plain.format(*found.groups()), f"Try `{command} --help`."
    return words[:1].lower() + words[1:], f"Try `{command} --help`."


def _instead(option: str, near: list[str], command: str) -> str:
    """What may have been meant with an option that there is not."""
    if not option.lstrip("-")[:1].isalpha():
        return "Put -- before text that starts with a dash."
    return f"Did you mean {' or '.join(near)}? See `{command} --help`." if near else f"Try `{command} --help`."
