"""A change that somebody else's overtook is asked anew: of the plan as it is now, while no other command commits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from acctplan.errors import Overtaken

if TYPE_CHECKING:
    from .context import Session

_TIMES, _PAUSE = 40, 0.02


def anew(start: Callable[[], Session], act: Callable[[Session], Any]) -> Any:
    """What a command returns; run from its start again if a file it read was written before it could write. Raises Overtaken in the end."""
    try:
        return act(start())
    except Overtaken as error:
        overtaken = error
    for tries in range(_TIMES):
        session = start()
        with _alone(session):
            try:
                return act(session)
            except Overtaken as error:
                overtaken = error
        time.sleep(_PAUSE * tries)
    raise overtaken


@contextmanager
def _alone(session: Session) -> Iterator[None]:
    """No other command commits meanwhile, where this one will."""
    if session.repository and (session.options.get("commit") or session.options.get("message") or session.settings.commit == "always"):
        from acctplan.store.turn import turn

        with turn(session.repository):
            yield
    else:
        yield
