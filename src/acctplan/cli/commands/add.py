"""Add an item to a plan and print its id.

KIND is goal, key-result, action, risk, opportunity, signal, stakeholder, question or milestone; also unit, our-goal, success-criterion,
challenge, initiative, insight, competitor, value-claim and ask. The id is made from the text, which may be typed in short form: "Brief the
CFO (lee, 2026-12-05, re-tender)", "Days to first shift: 21 -> 10 days". DATE is a date, or friday, tomorrow, +2w, +1m. With --dry-run or
--diff the change is printed in place of the id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("write",)
EXAMPLE = 'acctplan add harbour-bakery-group action "Send the price list" --owner lee --due friday --because night-kitchens'


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    kind: Annotated[str, typer.Argument(help="What to add.", autocompletion=complete.kinds)],
    text: Annotated[str, typer.Argument(help="Its words: a title, a name, what to do or ask.")],
    owner: Annotated[
        str, typer.Option("--owner", metavar="PERSON", help="Who answers for it.", show_default=False, autocompletion=complete.people)
    ] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="When it is due.", show_default=False)] = "",
    because: Annotated[
        list[str] | None,
        typer.Option(
            "--because", metavar="ITEM", help="What it answers; may be repeated.", show_default=False, autocompletion=complete.items
        ),
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="PERSON", help="Who helps; may be repeated.", show_default=False, autocompletion=complete.anybody),
    ] = None,
    set: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Any other field; may be repeated.",
            show_default=False,
            autocompletion=complete.item_fields,
        ),
    ] = None,
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="ITEM", help="The goal or opportunity it belongs to.", show_default=False, autocompletion=complete.items
        ),
    ] = "",
    id: Annotated[str, typer.Option("--id", metavar="ID", help="Its id; else made from the text.", show_default=False)] = "",
) -> None:
    from acctplan.cli.adding import Wanted, kind_of, new_item
    from acctplan.cli.change import edited, keep, shown
    from acctplan.cli.places import names_in

    entry = session.entry(plan)
    chosen = kind_of(kind, entry.id)
    wanted = Wanted(owner, due, names_in(because or []), names_in(with_ or []), tuple(set or []), id, to)
    edit, place, key = new_item(session, entry, chosen, text, wanted)
    new = edited(session, entry, [edit])
    if keep(session, entry, new, f"{entry.account}: add {place}", f"{entry.file}: added {place}") and not shown(session):
        typer.echo(key)
