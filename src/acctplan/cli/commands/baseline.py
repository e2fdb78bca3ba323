"""Keep the findings that are known since a book began to be checked: `lint` sets them apart and tells only what is new.

write makes or renews acctplan-baseline.jsonl, and refuses to let it grow; prune takes out what is mended; show lists it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Book"
TAKES = ("report", "write")
EXAMPLE = "acctplan baseline write"


def command(
    session: Session,
    what: Annotated[
        str, typer.Argument(metavar="write|prune|show", help="What to do.", autocompletion=complete.words("write", "prune", "show"))
    ] = "show",
    accept_new: Annotated[bool, typer.Option("--accept-new", help="With write: let it grow by what is found now.")] = False,
) -> None:
    from acctplan.cli.baselining import debt_of, prune_baseline, write_baseline
    from acctplan.cli.pick import pick
    from acctplan.views.baseline import view

    pick(what, ("write", "prune", "show"), "thing to do")
    if what == "write":
        write_baseline(session, accept=accept_new)
    elif what == "prune":
        prune_baseline(session)
    else:
        session.emit(view(debt_of(session)[0].told))
