"""The program: answers --version before anything is imported, loads the one command that is asked for."""

from __future__ import annotations

import sys


def run() -> None:
    """Entry point. Exits with the codes of `exits`."""
    if sys.argv[1:] == ["--version"]:
        from acctplan import __version__

        print(f"acctplan {__version__}")
        return
    from .exits import guarded

    sys.exit(guarded(sys.argv[1:]))


if __name__ == "__main__":
    run()
