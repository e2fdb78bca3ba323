"""Find what is wrong, stale or missing in the plans.

PATHS are plan ids, files or folders; `-` reads one plan from stdin. Exit 0: nothing at or above --fail-on. Exit 1: something is.
Exit 2: a file could not be opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from acctplan.cli.lint_options import AllowPartial, FailOn, Ignore, Paths, RequireHistory, Select, StdinName

if TYPE_CHECKING:
    from acctplan.cli.context import Session
    from acctplan.rules._lint import LintResult

PANEL = "Every day"
TAKES = ("report", "read")
RECALLS = "paths"
EXAMPLE = "acctplan lint larchfield-outfitters --select museum"


def command(
    session: Session,
    paths: Paths = None,
    select: Select = "",
    ignore: Ignore = "",
    fail_on: FailOn = "",
    require_history: RequireHistory = False,
    allow_partial: AllowPartial = False,
    stdin_filename: StdinName = "",
) -> int:
    from dataclasses import replace

    from acctplan.cli.emit import format_name
    from acctplan.cli.exits import FOUND, OK, UNTRUSTED
    from acctplan.cli.pick import pick
    from acctplan.views.lint import view

    session.say_state()
    threshold = pick(fail_on or session.settings.fail_on, ("error", "warning", "info", "never"), "severity")
    result, closed = _judged(session, paths, _words(select), _words(ignore), stdin_filename)
    if format_name(session) != "text":
        for why in closed:
            session.say(f"acctplan: {why}.")
    session.emit(view(replace(result, notes=(*result.notes, *(f"Not checked: {why}." for why in closed)))))
    if (require_history and result.notes) or (closed and not allow_partial):
        return UNTRUSTED
    return FOUND if result.fails(threshold) else OK


def _judged(
    session: Session, paths: list[str] | None, select: list[str], ignore: list[str], stdin_name: str
) -> tuple[LintResult, tuple[str, ...]]:
    """The findings of the plan on stdin, or of plans of the book, and why some file of it could not be opened."""
    from acctplan.cli.survey import linter_of, surveyed
    from acctplan.cli.targets import chosen_ids, from_stdin

    if paths == ["-"]:
        return linter_of(session, select, ignore).alone(from_stdin(session, stdin_name)), ()
    found = surveyed(session, chosen_ids(session, paths), select, ignore)
    return found.lint, found.closed


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
