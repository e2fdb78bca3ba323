"""Open a plan in your editor and check it when you are done.

A plan that does not check out is kept and can be opened again at once; the file in the book changes only when you say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("write",)
ASKS = True
EXAMPLE = "acctplan edit larchfield-outfitters --commit"


def command(session: Session, plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)]) -> int:
    from acctplan.cli.editing import edit_plan

    return edit_plan(session, session.entry(plan))
