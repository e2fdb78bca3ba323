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

    sys.exit(guarded(sys.argv[1:]))


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


if __name__ == "__main__":
    run()
