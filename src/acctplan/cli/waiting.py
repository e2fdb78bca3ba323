"""A sign of life for work that takes over a second: on a terminal only, beside the data, gone when the work is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SECONDS = 1.0


@contextmanager
def working(words: str) -> Iterator[None]:
    """Show a spinner and words on stderr once a second has passed."""
    if not sys.stderr.isatty():
        yield
        return
    import threading

    shown: list[object] = []

    def start() -> None:
        from rich.console import Console
        from rich.status import Status

        status = Status(words, console=Console(stderr=True))
        shown.append(status)
        status.start()

    timer = threading.Timer(_SECONDS, start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for status in shown:
            status.stop()  # type: ignore[attr-defined]
