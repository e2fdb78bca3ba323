"""Move the date an item is due, and say by how much.

ITEM is an id or path: an action, goal, key result, milestone, question, opportunity, ask, or renewal for the renewal's day. DATE is a
date, a month or quarter such as 2027-Q1, friday, or +2w and +1m: so much later than its date, or than today where that has passed.
--why is kept in the item's note. `acctplan show PLAN --ids` lists the ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("write",)
EXAMPLE = 'acctplan move harbour-bakery-group fix-export 2026-12-11 --why "Product ships a week later"'


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    item: Annotated[str, typer.Argument(help="The item's id, path or words.", autocompletion=complete.items)],
    date: Annotated[str, typer.Argument(help="The day it is due now.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why it moves.", show_default=False)] = "",
) -> None:
    from acctplan.cli.rescheduling import reschedule

    reschedule(session, session.entry(plan), item, date, why.strip())
