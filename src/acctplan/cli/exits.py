"""From what happened to one line, one hint and an exit code: the only mapping.

0 ran fully · 1 ran fully, with findings, drift or differences · 2 no trustworthy answer · 130 interrupted
To git, which calls for a merge, 129 says that there was none: a smaller code would stand for conflicts.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from acctplan.errors import AcctplanError

from .streams import about_output, written

if TYPE_CHECKING:
    import typer

_NARROWEST = 20
OK, FOUND, UNTRUSTED, INTERRUPTED = 0, 1, 2, 130
_NO_MERGE = 129
_MOST_SAID = 360


def guarded(arguments: Sequence[str]) -> int:
    """Run the program; its exit code."""
    code = written(lambda: _ended(arguments))
    return _NO_MERGE if code == UNTRUSTED and list(arguments[:2]) == ["git", "merge"] else code


def _ended(arguments: Sequence[str]) -> int:
    from .start import perform

    options = list(takewhile(lambda word: word != "--", arguments))
    debug = "--debug" in options or bool(os.environ.get("ACCTPLAN_DEBUG"))
    try:
        code = perform([word for word in options if word != "--debug"] + list(arguments[len(options) :]))
        return code if isinstance(code, int) else OK
    except AcctplanError as error:
        return _told(error.message, error.hint, error.lines)
    except KeyboardInterrupt:
        return _interrupted()
    except Exception as error:  # the outermost boundary: a bug becomes one line, never a traceback
        code = _as_typer_means(error)
        if code is not None:
            return code
        if isinstance(error, OSError) and about_output(error):
            raise
        if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
            return _told("a name is longer than the name of a file can be", "Give a shorter one.")
        if isinstance(error, FileNotFoundError) and _nowhere():
            return _told("the folder you are in is gone", "Change to one that is there.")
        if cut := _cut_short(error):
            return _told(f"the compiled file {cut} is damaged", "Delete it, and run this again: Python makes it anew.")
        return _bug(error, debug=debug)


def _as_typer_means(error: Exception) -> int | None:
    """The code of an end that Typer raised; None for any other error, as for all where Typer was not needed."""
    typer = sys.modules.get("typer")
    if typer is None:
        return None
    if isinstance(error, typer.Exit):
        return int(error.exit_code)
    if isinstance(error, typer.TyperException):
        return _usage(error)
    return _interrupted() if isinstance(error, typer.Abort) else None


def _interrupted() -> int:
    say("Interrupted.")
    return INTERRUPTED


def _cut_short(error: BaseException) -> str:
    """The compiled file that Python could not read, where that is what went wrong; else empty.

    Source: `_compile_bytecode` of importlib, in which `marshal` raises EOFError for a file that ends early, else ValueError or TypeError.
    """
    found, trace = "", error.__traceback__
    while trace is not None:
        found = str(trace.tb_frame.f_locals.get("bytecode_path") or "") if trace.tb_frame.f_code.co_name == "_compile_bytecode" else ""
        trace = trace.tb_next
    return found if isinstance(error, (EOFError, ValueError, TypeError)) else ""


def _nowhere() -> bool:
    """Whether the folder that this runs in is no more."""
    try:
        os.getcwd()  # noqa: PTH109 - asked for its refusal
    except OSError:
        return True
    return False


def say(line: str) -> None:
    """One line to stderr, made inert; a terminal gets it in lines that fit, save for what is quoted from a file."""
    from acctplan.formats._inert import one_line

    said = one_line(line)
    with contextlib.suppress(OSError):
        print(said if line.startswith("  | ") or not sys.stderr.isatty() else _fitted(said), file=sys.stderr)


def _fitted(line: str) -> str:
    """The line in lines no wider than the terminal, the later ones indented; words stay whole, to be copied."""
    with contextlib.suppress(OSError, ValueError):
        said = os.environ.get("COLUMNS", "")
        width = int(said) if said.isdecimal() else os.get_terminal_size(sys.stderr.fileno()).columns
        if len(line) > width > _NARROWEST:
            from textwrap import wrap

            return "\n".join(wrap(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False))
    return line


def _told(message: str, hint: str, lines: Sequence[str] = ()) -> int:
    short = message if len(message) <= _MOST_SAID else f"{message[: _MOST_SAID - 1]}…"
    say(f"acctplan: {short}{'' if short.endswith(('.', '?', '…')) else '.'}")
    for line in lines:
        say(f"  | {line}")
    if hint:
        say(f"  {hint}")
    return UNTRUSTED


def _usage(error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        print(context.get_help())
        return OK
    from .usage import in_plain_words

    return _told(*in_plain_words(error))


def _bug(error: BaseException, *, debug: bool) -> int:
    import traceback

    if debug:
        traceback.print_exception(error)
        return UNTRUSTED
    return _told(f"this is a bug in acctplan ({type(error).__name__}), not a fault of your book", _logged(error))


def _logged(error: BaseException) -> str:
    """Where the traceback was written to, as a hint."""
    import tempfile
    import traceback

    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="acctplan-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as log:
            traceback.print_exception(error, file=log)
    except OSError:
        return "Run it again with --debug to see the details, and report them please."
    return f"The details are in {log.name}: please report them."
