"""From what happened to one line, one hint and an exit code: the only mapping.

0 ran fully · 1 ran fully, with findings, drift or differences · 2 no trustworthy answer · 130 interrupted
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Sequence

import typer

from acctplan.errors import AcctplanError

OK, FOUND, UNTRUSTED, INTERRUPTED = 0, 1, 2, 130


def guarded(arguments: Sequence[str]) -> int:
    """Run the program; its exit code."""
    from .program import perform

    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = perform(arguments)
        sys.stdout.flush()
        return code if isinstance(code, int) else OK
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as error:
        return _usage(error)
    except AcctplanError as error:
        return _told(error.message, error.hint)
    except (typer.Abort, KeyboardInterrupt, EOFError):
        say("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return OK
    except OSError as error:
        if error.errno == errno.EPIPE:
            _silence()
            return OK
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            _silence()
            return _told("the output could not be written: no space is left", "Free some space and run it again.")
        return _bug(error, arguments)
    except Exception as error:  # noqa: BLE001 - the outermost boundary: a bug becomes one line, never a traceback
        return _bug(error, arguments)


def say(line: str) -> None:
    """One line to stderr, made inert."""
    from acctplan.formats._inert import one_line

    with contextlib.suppress(OSError):
        print(one_line(line), file=sys.stderr)


def _told(message: str, hint: str) -> int:
    say(f"acctplan: {message}{'' if message.endswith(('.', '?')) else '.'}")
    if hint:
        say(f"  {hint}")
    return UNTRUSTED


def _usage(error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        print(context.get_help())
        return OK
    words = error.format_message().rstrip(".")
    path = context.command_path if context is not None else "acctplan"
    return _told(words[:1].lower() + words[1:], f"Try `{path} --help`.")


def _silence() -> None:
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: BaseException, arguments: Sequence[str]) -> int:
    import tempfile
    import traceback

    if "--debug" in arguments or os.environ.get("ACCTPLAN_DEBUG"):
        traceback.print_exception(error)
        return UNTRUSTED
    with tempfile.NamedTemporaryFile(
        "w", prefix="acctplan-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as log:
        traceback.print_exception(error, file=log)
    return _told(
        f"this is a bug in acctplan ({type(error).__name__}), not a fault of your book",
        f"The details are in {log.name}: please report them.",
    )
