"""The three streams of a run: always there, always UTF-8; a pipe that closed and a disk that is full are told apart."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

FULL = "acctplan: the output could not be written: {}.\n  {}\n"


def written(answer: Callable[[], int]) -> int:
    """The exit code of a run whose output was written to the end; 0 if the reader wanted no more, 2 if there was no room."""
    if not _settled():
        return _lost("stdout is closed", "Leave it open, or write to a file with -o.")
    try:
        code = answer()
    except OSError as error:
        if not about_output(error):
            raise
        return _unwritten(error)
    try:
        sys.stdout.flush()
    except OSError as error:
        return _unwritten(error)
    return code


def about_output(error: OSError) -> bool:
    """Whether an error says that what we print finds no reader or no room; one about a file that was opened names it."""
    return error.errno in (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO) and error.filename is None


def _unwritten(error: OSError) -> int:
    """Say that the output ended early, and why; a reader who went away knows."""
    _silence()
    if error.errno == errno.EPIPE:
        return 0
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _lost("no space is left", "Free some space and run it again.")
    return _lost((error.strerror or "refused").lower(), "Look at where the output goes, and run it again.")


def _settled() -> bool:
    """Open what was handed over closed, and speak UTF-8 in any locale; whether there is anywhere to write to."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - open to the end of the run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is not None:
        sys.stdout = _whole(sys.stdout)
    for stream, odd in ((sys.stdin, "surrogateescape"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors=odd)  # type: ignore[union-attr]
    return sys.stdout is not None


def _whole(stream: TextIO) -> TextIO:
    """The stream as one that takes all it is given, or says that it did not.

    Two kinds do not: a pipe handed over not to wait for its reader, and a stream without a buffer (PYTHONUNBUFFERED), of which Python
    forgets what the system did not take at once.
    """
    with contextlib.suppress(OSError, ValueError):
        os.set_blocking(stream.fileno(), True)
    if isinstance(stream, io.TextIOWrapper) and isinstance(stream.buffer, io.RawIOBase):
        raw = stream.buffer
        stream.detach()
        return io.TextIOWrapper(io.BufferedWriter(raw), line_buffering=True)
    return stream


def _lost(why: str, act: str) -> int:
    with contextlib.suppress(OSError):
        sys.stderr.write(FULL.format(why, act))
    return 2


def _silence() -> None:
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
