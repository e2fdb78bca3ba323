"""Tell how old each belief of a plan is, and whose.

One row a field: when a person last changed its meaning, who, and in which commit. A reformat, a mass edit and a new id change no meaning;
`acctplan confirm` renews a block. What is older than the account's tier allows stands out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Review"
TAKES = ("report", "read")
EXAMPLE = "acctplan blame larchfield-outfitters pulse"


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    path: Annotated[str, typer.Argument(help="A field, item or block.", autocompletion=complete.fields, show_default=False)] = "",
) -> None:
    from acctplan.cli.past import blame_of
    from acctplan.views.blame import view

    session.say_state()
    session.emit(view(blame_of(session, plan, path)))
