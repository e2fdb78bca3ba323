"""One run of one command: its session opened, its function called, and what it said kept where it only reads."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from acctplan.named_tuple import NamedTuple

from .context import open_session


class Asked(NamedTuple):
    """What a command line asks: the command, the options that many take, the command's own; and the words it was asked with."""

    command: str
    options: Mapping[str, Any]
    values: Mapping[str, Any]
    words: tuple[str, ...] = ()


def carried_out(module: ModuleType, asked: Asked) -> Any:
    """What the command's function returns: its exit code, or nothing."""
    function, values = module.command, asked.values
    if "write" in module.TAKES and not hasattr(module, "ASKS"):
        from .anew import anew

        return anew(lambda: open_session(asked.options), lambda session: function(session, **values))
    session = open_session(asked.options)
    try:
        if not hasattr(module, "RECALLS"):
            return function(session, **values)
        from .recall import recalled

        return recalled(session, module, asked, lambda: function(session, **values))
    finally:
        session.close()
