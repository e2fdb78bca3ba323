"""Find what is wrong, stale or missing in the plans.

PATHS are plan ids, files or folders; `-` reads one plan from stdin. Exit 0: nothing at or above --fail-on. Exit 1: something is.
Exit 2: a file could not be opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session
    from acctplan.rules._lint import LintResult

PANEL = "Every day"
TAKES = ("report", "read")
RECALLS = "paths"
EXAMPLE = "acctplan lint larchfield-outfitters --select museum"


def command(
    session: Session,
    paths: Annotated[
        list[str] | None, typer.Argument(help="Plans to check; all without any.", autocompletion=complete.plans, show_default=False)
    ] = None,
    select: Annotated[
        str,
        typer.Option(
            "--select",
            metavar="RULES",
            help="Only these: names, codes or categories, with commas.",
            show_default=False,
            autocompletion=complete.rules,
        ),
    ] = "",
    ignore: Annotated[
        str, typer.Option("--ignore", metavar="RULES", help="All but these.", show_default=False, autocompletion=complete.rules)
    ] = "",
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="SEVERITY", help="error, warning, info or never.", show_default=False)] = "",
    require_history: Annotated[bool, typer.Option("--require-history", help="Exit 2 if ages cannot be judged.")] = False,
    allow_partial: Annotated[bool, typer.Option("--allow-partial", help="Judge the rest where a file cannot be opened.")] = False,
    stdin_filename: Annotated[str, typer.Option("--stdin-filename", metavar="FILE", help="What to call stdin.", show_default=False)] = "",
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
