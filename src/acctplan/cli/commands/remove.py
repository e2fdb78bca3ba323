"""Remove an item from a plan.

An item that the plan still names elsewhere stays, and the places are listed; --force removes it all the same. ITEM is an id or path:
tom, stakeholders.tom, or a key result such as rosters.key_results.shops. Its history stays in git.
`acctplan show PLAN --ids` lists the ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("write",)
EXAMPLE = "acctplan remove harbour-bakery-group price-night --commit"


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    item: Annotated[str, typer.Argument(help="The item's id, path or words.", autocompletion=complete.items)],
    force: Annotated[bool, typer.Option("--force", help="Remove it although the plan names it.")] = False,
) -> None:
    from acctplan.cli.removing import remove_item

    remove_item(session, session.entry(plan), item, force=force)
