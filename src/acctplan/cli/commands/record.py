"""Record a movement: something that happened on the account and that the plan must answer.

TYPE is a word such as sponsor-change, champion-left, expansion-window or m-and-a. What the plan should look at again is told at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("write",)
EXAMPLE = 'acctplan record larchfield-outfitters expansion-window "Graz opens four shops in spring" --on 2026-11-16'


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    type: Annotated[str, typer.Argument(help="What kind of movement.", autocompletion=complete.movement_types)],
    text: Annotated[str, typer.Argument(help="What happened, in a line.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day it happened; today without it.", show_default=False)] = "",
    touches: Annotated[
        str,
        typer.Option(
            "--touches", metavar="BLOCKS", help="Blocks that must answer, with commas.", show_default=False, autocompletion=complete.fields
        ),
    ] = "",
) -> None:
    from acctplan.cli.change import edited, keep
    from acctplan.cli.days import day_said
    from acctplan.cli.items import taken_ids
    from acctplan.cli.pick import pick
    from acctplan.errors import ValueRefused
    from acctplan.model.block import BLOCKS
    from acctplan.model.edit import Edit
    from acctplan.model.identifier import mint
    from acctplan.model.vocabulary import MOVEMENT_TOUCHES

    pick(type, MOVEMENT_TOUCHES, "type of movement")
    if not text.strip():
        raise ValueRefused("nothing was said of what happened", "Say it in a line.")
    day = session.day(day_said(on, session.today), "--on") if on else session.today
    if day > session.today:
        raise ValueRefused(f"{day} has not come yet", "Record what has happened; plan what will with an action.")
    blocks = [pick(block.strip(), BLOCKS, "block") for block in touches.split(",") if block.strip()]
    entry = session.entry(plan)
    whole = session.plan(entry)
    key = mint(text, taken_ids(session, whole))
    known = next((other for other, movement in whole.movements.items() if (movement.what, movement.happened_on) == (text, day)), None)
    if known:
        raise ValueRefused(f"this is recorded already, as movements.{known}", "Nothing was written.")
    value = {"happened_on": day.isoformat(), "type": type, "what": text, **({"touches": blocks} if blocks else {})}
    new = edited(session, entry, [Edit("add", ("movements", key), value)])
    if keep(session, entry, new, f"{entry.account}: {text}", f"{entry.file}: recorded movements.{key}"):
        touched = blocks or MOVEMENT_TOUCHES[type]
        filled = " ".join(block for block in touched if whole.tree.get(block))
        act = f"or run `acctplan confirm {entry.id} {filled}`" if filled else f"with `acctplan edit {entry.id}`"
        session.say(f"  Now look at {' and '.join(touched)}: change them, {act}.")
