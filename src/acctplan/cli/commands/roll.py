"""Start the plan of the next period.

A new point-in-time plan from the plan's template, with what the template says to carry under `carry`; the rest is written anew. The old
plan stays, and nothing is ever overwritten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("write",)
EXAMPLE = "acctplan roll larchfield-outfitters FY2027-Q4"


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    period: Annotated[str, typer.Argument(help="Such as FY2027-Q3 or 2026-10.")],
    template: Annotated[
        str,
        typer.Option(
            "--template", metavar="NAME", help="Another than the plan's own.", show_default=False, autocompletion=complete.templates
        ),
    ] = "",
    owner: Annotated[
        str,
        typer.Option("--owner", metavar="PERSON", help="Another than the old plan's.", show_default=False, autocompletion=complete.people),
    ] = "",
    id: Annotated[str, typer.Option("--id", metavar="ID", help="The new plan's id; else made from the old one.", show_default=False)] = "",
) -> None:
    from acctplan.cli.rolling import roll_plan

    roll_plan(session, plan, period, template=template, new_id=id, owner=owner)
