"""Make a plan from a template.

At a terminal four questions with defaults; elsewhere, or with --no-input, options say it all. Nothing is ever overwritten.
Where facts/ knows the account, its owner, tier and ids are filled in.
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
EXAMPLE = 'acctplan new "Wren Ferries" --template core --set owner=dana'


def command(
    session: Session,
    account: Annotated[str, typer.Argument(help="The account's name, or an id that facts/ knows.", show_default=False)] = "",
    template: Annotated[
        str,
        typer.Option(
            "--template",
            metavar="NAME",
            help="lite, core, strategic, churn-risk, success-plan or the book's own.",
            show_default=False,
            autocompletion=complete.templates,
        ),
    ] = "",
    set: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="A field's value; may be repeated.", show_default=False)
    ] = None,
    from_json: Annotated[str, typer.Option("--from-json", metavar="FILE", help="Fields as JSON; - is stdin.", show_default=False)] = "",
    id: Annotated[str, typer.Option("--id", metavar="ID", help="The plan's id; else made from the name.", show_default=False)] = "",
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
) -> None:
    from acctplan.cli.creating import create_plan

    create_plan(session, account, template=template, sets=set or [], from_json=from_json, plan_id=id, ask=not no_input and not from_json)
