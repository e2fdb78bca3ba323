"""Mark an item done, as of today or of --on.

An action or milestone is done, a goal achieved, a risk closed, a success criterion met, a challenge solved. NOTE is kept with it; of a
question it is the answer. ITEM is an id such as train-leads, a path such as actions.train-leads, or the item's words in quotes;
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
EXAMPLE = 'acctplan done harbour-bakery-group fix-export "Shipped in release 41" --commit'


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    item: Annotated[str, typer.Argument(help="The item's id, path or words.", autocompletion=complete.items)],
    note: Annotated[str, typer.Argument(help="A few words to keep; a question's answer.", show_default=False)] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day it was done; today without it.", show_default=False)] = "",
) -> None:
    from acctplan.analysis.closing import closing
    from acctplan.cli.change import edited, keep
    from acctplan.cli.days import day_said
    from acctplan.cli.items import item_path, record_at
    from acctplan.cli.told import told
    from acctplan.errors import ValueRefused

    entry = session.entry(plan)
    whole = session.plan(entry)
    path = item_path(whole, item)
    day = session.day(day_said(on, session.today), "--on") if on else session.today
    if day > session.today:
        raise ValueRefused(f"{day} has not come yet", "Leave out --on, or name the day it was done.")
    place = ".".join(path)
    how = closing(entry.id, path, record_at(whole, path), on=day, note=note.strip())
    if not how.edits:
        since = f", since {how.on}" if how.on else ""
        session.say(f"{entry.file}: {place} is {how.word} already{since}. Nothing was written.")
        return
    if on and not how.on:
        raise ValueRefused(f"{place} keeps no day on which it was {how.word}", "Leave out --on: the commit has the day.")
    words = f"{place} is {how.word}{f', on {how.on}' if how.on else ''}"
    beside = told(whole.tree, [edit for edit in how.edits if edit.path[-1] in ("note", "answer")])
    keep(session, entry, edited(session, entry, how.edits), f"{entry.account}: {words}", f"{entry.file}: {words}", beside)
