"""The program: answers --version before anything is imported, loads the one command that is asked for."""

from __future__ import annotations

import sys


def run() -> None:
    """Entry point. Exits with the codes of `exits`."""
    if sys.argv[1:] == ["--version"]:
        from .streams import written

        sys.exit(written(_version))
    _travel_light()
    from .exits import guarded

    _leave(guarded(sys.argv[1:]))


def _version() -> int:
    from acctplan import __version__

    print(f"acctplan {__version__}")
    return 0


def _travel_light() -> None:
    """What costs time at the start and gives nothing: other packages' Pydantic plugins, and collecting while importing."""
    import gc
    import os

    from .unplugged import without_plugins

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    without_plugins()
    gc.set_threshold(100_000, 20, 20)


def _leave(code: int) -> None:
    """End the process at once, unless a thread is still at work.

    Python would first take everything apart that was ever imported, a tenth of a command's time and of no use to anybody: what we
    write is closed where it is written, and what others registered for the end is called.
    """
    import atexit
    import contextlib
    import os

    threads = sys.modules.get("threading")
    if threads is not None and any(not thread.daemon for thread in threads.enumerate() if thread is not threads.main_thread()):
        sys.exit(code)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
