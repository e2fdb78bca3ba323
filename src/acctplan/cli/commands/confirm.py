"""Confirm that blocks of a plan are still true, without an edit.

Their age counts from today again, and `history` tells that they were looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("write",)
EXAMPLE = "acctplan confirm larchfield-outfitters stakeholders risks"


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    blocks: Annotated[list[str], typer.Argument(metavar="BLOCK...", help="Blocks, such as stakeholders.", autocompletion=complete.blocks)],
) -> None:
    from acctplan.cli.change import edited, keep
    from acctplan.cli.pick import pick
    from acctplan.errors import ValueRefused
    from acctplan.model.edit import Edit

    entry = session.entry(plan)
    whole = session.plan(entry)
    for block in blocks:
        pick(block, whole.tree, "block")
        if not whole.tree[block]:
            raise ValueRefused(f"{block} is empty in {entry.id}: there is nothing to confirm", "Fill it with `acctplan edit`.")
    edits = [Edit("set", ("confirmed", block), session.today.isoformat()) for block in blocks]
    words = " and ".join(blocks)
    keep(
        session,
        entry,
        edited(session, entry, edits),
        f"{entry.account}: {words} still true",
        f"{entry.file}: {words} confirmed on {session.today}",
    )
