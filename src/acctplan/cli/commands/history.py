"""Tell when the book, a plan, a block or a field changed, who changed it and why.

PATH is a key path such as pulse.renew_today, goals.ramp-up.status or just ramp-up. With --by quarter the value at each
quarter's end stands beside its picture. Versions that are only written anew and mean the same are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast, get_args

from acctplan.errors import ValueRefused

if TYPE_CHECKING:
    import typer

    from acctplan.cli import complete
    from acctplan.cli.context import Session

PANEL = "Review"
TAKES = ("report", "remembered")
RECALLS = "plan"
EXAMPLE = "acctplan history larchfield-outfitters pulse.renew_today --by quarter"


def command(
    session: Session,
    plan: Annotated[
        str | None, typer.Argument(help="The plan's id; without one, the book.", autocompletion=complete.plans, show_default=False)
    ] = None,
    path: Annotated[str, typer.Argument(help="A field, item or block.", autocompletion=complete.fields, show_default=False)] = "",
    by: Annotated[
        str, typer.Option("--by", metavar="PERIOD", help="month, quarter or year: the value at the end of each.", show_default=False)
    ] = "",
    cosmetic: Annotated[bool, typer.Option("--cosmetic", help="Also what is written anew and means the same.")] = False,
) -> None:
    from acctplan.cli.book_history import book_history
    from acctplan.cli.past import biography_of
    from acctplan.cli.pick import pick
    from acctplan.model.period import Length
    from acctplan.views import history

    if plan is None:
        if by or cosmetic:
            raise ValueRefused(f"{'--by' if by else '--cosmetic'} needs a plan", "Name one; `acctplan list plans` has them.")
        session.emit(book_history(session))
        return
    length = cast("Length", pick(by, get_args(Length), "period")) if by else None
    session.emit(history.view(biography_of(session, plan, path, by=length, cosmetic=cosmetic)))
