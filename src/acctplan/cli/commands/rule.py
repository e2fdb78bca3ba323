"""Explain a lint rule, or list them all.

Fault, why it matters, an example that is found and one that is fine, options, source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Look"
TAKES = ("report",)
EXAMPLE = "acctplan rule movement-unanswered"


def command(
    session: Session,
    rule: Annotated[str, typer.Argument(help="Name or code.", autocompletion=complete.rules, show_default=False)] = "",
    all: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    profile: Annotated[bool, typer.Option("--profile", help="How long each takes over this book, in per cent.")] = False,
) -> None:
    if profile:
        from acctplan.cli.profiling import profiled
        from acctplan.views.profile import view as by_time

        session.emit(by_time(profiled(session)))
        return
    from acctplan.rules._catalogue import catalogue
    from acctplan.rules._judge import every_rule, rule_named
    from acctplan.views.rule import view

    session.emit(view(catalogue([rule_named(rule)] if rule and not all else every_rule())))
