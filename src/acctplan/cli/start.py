"""The start of a run: words that were read before need not be read again, and so need no Typer, a fifth of a command's time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from acctplan import registry

from . import everywhere

_COMMANDS = "acctplan.cli.commands"


def perform(arguments: Sequence[str]) -> Any:
    """Run the program with these arguments; what its command returned."""
    name = _reader(arguments)
    if name:
        from .carry_out import carried_out
        from .reading_again import read_before

        asked = read_before(name, arguments)
        if asked:
            return carried_out(registry.load(_COMMANDS, name), asked)
    from .program import perform as read_and_perform

    return read_and_perform(arguments)


def _reader(arguments: Sequence[str]) -> str:
    """The command that the words name, if it is one that only reads and its answers are kept; else empty."""
    _, rest = everywhere.taken(list(arguments))
    if not rest or rest[0] not in registry.names(_COMMANDS) or "--help" in rest or "_ACCTPLAN_COMPLETE" in os.environ:
        return ""
    return rest[0] if hasattr(registry.load(_COMMANDS, rest[0]), "RECALLS") else ""
