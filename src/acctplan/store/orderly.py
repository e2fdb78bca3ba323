"""An orderly end: what is half done is put back when somebody ends the program."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator


@contextlib.contextmanager
def orderly() -> Iterator[None]:
    """Being ended (SIGTERM) or hung up on (SIGHUP) is an interrupt meanwhile; who ignores them goes on doing so."""
    ends = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {}
    with contextlib.suppress(ValueError):
        before = {one: signal.signal(one, _interrupt) for one in ends if signal.getsignal(one) == signal.SIG_DFL}
    try:
        yield
    finally:
        for one, what in before.items():
            signal.signal(one, what)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
