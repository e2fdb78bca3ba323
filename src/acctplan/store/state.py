"""A state of the book, and the clock it is told by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from acctplan.errors import ValueRefused
from acctplan.named_tuple import NamedTuple

if TYPE_CHECKING:
    from acctplan.model.settings import Settings


class State(NamedTuple):
    """A state of the book. `commit` is None for the work tree and the index; `said` tells what the words were taken for."""

    kind: Literal["worktree", "index", "commit"]
    words: str
    commit: str | None = None
    said: str = ""


WORKTREE = State("worktree", "WORKTREE", said="the work tree")


def zone(settings: Settings) -> ZoneInfo:
    """The book's time zone. Raises ValueRefused for one this machine does not know."""
    return zone_named(settings.time_zone)


def zone_named(name: str) -> ZoneInfo:
    """The time zone that acctplan.yaml names. Raises ValueRefused for one this machine does not know."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueRefused(f"acctplan.yaml: there is no time zone “{name[:40]}”", "Write one such as Europe/Berlin.") from None
