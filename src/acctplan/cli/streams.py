"""The three streams of a run: always there, always UTF-8; a pipe that closed and a disk that is full are told apart."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable

FULL = "acctplan: the output could not be written: {}.\n  {}\n"


def written(answer: Callable[[], int]) -> int:
    """The exit code of a run whose output was written to the end; 0 if the reader wanted no more, 2 if there was no room."""
    if not _settled():
        return _lost("stdout is closed", "Leave it open, or write to a file with -o.")
    try:
        code = answer()
        sys.stdout.flush()
    except OSError as error:
        if not about_output(error):
            raise
        _silence()
        return 0 if error.errno == errno.EPIPE else _lost("no space is left", "Free some space and run it again.")
    return code


def about_output(error: OSError) -> bool:
    """Whether an error says that what we print finds no reader or no room."""
    return error.errno in (errno.EPIPE, errno.ENOSPC, errno.EDQUOT)


def _settled() -> bool:
    """Open what was handed over closed, and speak UTF-8 in any locale; whether there is anywhere to write to."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - open to the end of the run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream, odd in ((sys.stdin, "surrogateescape"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors=odd)  # type: ignore[union-attr]
    return sys.stdout is not None


def _lost(why: str, act: str) -> int:
    with contextlib.suppress(OSError):
        sys.stderr.write(FULL.format(why, act))
    return 2


def _silence() -> None:
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
