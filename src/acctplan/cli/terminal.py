"""What the terminal is: how wide, and whether it shows colours."""

from __future__ import annotations

import contextlib
import os
import sys

from acctplan.errors import ValueRefused


def columns() -> int:
    """Columns that COLUMNS says, else those of the terminal; 0 where nothing says it."""
    said = os.environ.get("COLUMNS", "")
    found = int(said) if said.isdecimal() else 0
    with contextlib.suppress(OSError, ValueError, AttributeError):
        found = found or os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    return found


def shows_color(said: str) -> bool:
    """Whether to colour: what was said, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, then what the terminal is. Raises ValueRefused."""
    if said not in ("auto", "always", "never"):
        raise ValueRefused(f"--color is auto, always or never, not “{said[:40]}”", "Choose one.")
    if said != "auto" or os.environ.get("NO_COLOR"):
        return said == "always"
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
