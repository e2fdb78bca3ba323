"""Show the whole book: value, renewal, health, age, findings, owner.

One line an account, greatest value first. Accounts known only from facts are dimmed: they have no plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    import typer

    from acctplan.cli import complete
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("report", "read")
RECALLS = ""
EXAMPLE = "acctplan status --owner dana --top 5"


def command(
    session: Session,
    owner: Annotated[
        str,
        typer.Option("--owner", metavar="PERSON", help="Only this person's accounts.", show_default=False, autocompletion=complete.people),
    ] = "",
    top: Annotated[int, typer.Option("--top", metavar="N", min=0, help="Only the first N by value.", show_default=False)] = 0,
) -> int:
    from dataclasses import replace

    from acctplan.cli.exits import OK, UNTRUSTED
    from acctplan.cli.survey import surveyed_portfolio
    from acctplan.views.status import view

    session.say_state()
    person = session.person(owner) if owner else ""
    result, whole = surveyed_portfolio(session, owner=person)
    session.emit(view(replace(result, rows=result.rows[:top]) if top else result))
    return OK if whole else UNTRUSTED
