"""What the terminal is: how wide, and whether it shows colours."""

from __future__ import annotations

import contextlib
import os
import sys


def columns() -> int:
    """Columns that COLUMNS says, else those of the terminal; 0 where nothing says it."""
    said = os.environ.get("COLUMNS", "")
    found = int(said) if said.isdecimal() else 0
    with contextlib.suppress(OSError, ValueError, AttributeError):
        found = found or os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    return found


def shows_color() -> bool:
    """Whether to colour where nobody said: by NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, then by what the terminal is."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
