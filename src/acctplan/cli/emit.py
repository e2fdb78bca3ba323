"""A report to the terminal, a pipe or a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from acctplan import registry
from acctplan.errors import BookNotFound, FileRefused, ValueRefused

if TYPE_CHECKING:
    from types import ModuleType

    from acctplan.report import Report

    from .context import Session

PACKAGE = "acctplan.formats"


def format_name(session: Session) -> str:
    """The format asked for: --json, --format, the ending of --output, else text. Raises ValueRefused for an unknown one."""
    if session.options.get("json"):
        return "json"
    said = session.options.get("format") or ""
    if said and said not in registry.names(PACKAGE):
        raise ValueRefused(f"there is no format “{said[:40]}”", f"Formats are {', '.join(registry.names(PACKAGE))}.")
    ending = Path(session.options.get("output") or "").suffix
    if not said and ending:
        known = {module.SUFFIX: name for name, module in registry.members(PACKAGE)}
        if ending not in known:
            raise ValueRefused(f"no format goes with the ending {ending[:20]}", f"Use {', '.join(known)}, or say --format.")
        return known[ending]
    return said or "text"


def emit(session: Session, report: Report) -> None:
    """Render and write; a file is replaced at once, a tall text goes through the pager."""
    name = format_name(session)
    color = session.color and (session.options.get("output") or "-") == "-"
    deliver_pieces(session, written_by(registry.load(PACKAGE, name), report, session.width, color), name)


def written_by(module: ModuleType, report: Report, width: int, color: bool) -> Iterable[str]:
    """A report as a format writes it: piece by piece where it can."""
    if hasattr(module, "pieces"):
        return module.pieces(report, width=width, color=color)  # type: ignore[no-any-return]
    return (module.render(report, width=width, color=color),)


def deliver(session: Session, text: str, name: str, target: str = "") -> None:
    """Write a rendered text to a target, else where --output says; tall text for people goes through the pager."""
    deliver_pieces(session, (text,), name, target)


def deliver_pieces(session: Session, pieces: Iterable[str], name: str, target: str = "") -> None:
    """The same of a text that comes piece by piece and need never be whole in memory."""
    output = target or session.options.get("output") or "-"
    if session.recording:
        pieces = session.recording.heard(name, pieces, output)
    if output != "-":
        from acctplan.store import files

        from .exits import say

        path = Path(output)
        if not _may_hold(path):
            raise FileRefused(f"{output} cannot be written: no such folder, or no ordinary file", "Name a file in a folder that is there.")
        _refuse_part_of_the_book(session, path)
        files.write_pieces(path, (piece.encode("utf-8") for piece in pieces))
        say(f"Wrote {output}.")
    elif name in ("text", "markdown") and _may_page(session):
        text = "".join(pieces)
        if not _paged(text):
            sys.stdout.write(text)
    else:
        for piece in pieces:
            sys.stdout.write(piece)


def _may_hold(path: Path) -> bool:
    """Whether a path names an ordinary file, or could."""
    try:
        return path.parent.is_dir() and (path.is_file() or not path.exists())
    except OSError:
        return False


def _refuse_part_of_the_book(session: Session, path: Path) -> None:
    """Raise FileRefused for a file that the book is made of, or git's: a report in its place would be lost work, or read as a plan."""
    from acctplan.store.root import READ_BY_GIT, is_part

    try:
        book = session.book
    except BookNotFound:
        return
    place = path.parent.resolve() / path.name
    of_git = ".git" in place.parts or (place.name in READ_BY_GIT and (place.parent / ".git").exists())
    if of_git or (place.is_relative_to(book) and is_part(place.relative_to(book))):
        raise FileRefused(f"{path} is a file of the book itself, not for reports", "Name another file.")


def _may_page(session: Session) -> bool:
    """Whether somebody sits at a terminal and has not refused a pager."""
    return sys.stdout.isatty() and not session.options.get("no_pager") and os.environ.get("TERM") != "dumb"


def _paged(text: str) -> bool:
    """Show a text that is taller than the terminal through a pager; whether that was done."""
    import shutil

    if text.count("\n") < shutil.get_terminal_size().lines:
        return False
    command = os.environ.get("ACCTPLAN_PAGER") or os.environ.get("PAGER") or "less"
    from acctplan.store.programs import page

    return page(command, text)
