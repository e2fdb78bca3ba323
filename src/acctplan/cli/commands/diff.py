"""Tell what changed between two states of the plans, in sentences.

A state is a date, a period, a snapshot or a commit. FROM alone runs to now; FROM..TO or two states stand for both;
without any, what is not committed yet. An argument that is a plan's id narrows it to that plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Review"
TAKES = ("report", "remembered")
RECALLS = ""
REFERS = "states"
EXAMPLE = "acctplan diff FY2027-Q2..FY2027-Q3 larchfield-outfitters"


def command(
    session: Session,
    states: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FROM[..TO]] [PLAN...]", help="States and plans.", autocompletion=complete.plans, show_default=False),
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 if anything differs.")] = False,
) -> int:
    from acctplan.cli.compare import compared
    from acctplan.cli.exits import FOUND, OK, UNTRUSTED
    from acctplan.views.diff import view

    result = compared(session, states or [])
    session.emit(view(result))
    if result.unreadable:
        return UNTRUSTED
    return FOUND if exit_code and result.plans else OK
