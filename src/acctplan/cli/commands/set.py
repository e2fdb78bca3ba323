"""Change one or more fields of a plan; every other byte stays as it is.

PATH is a key path such as goals.ramp-up.status, or ramp-up.status. PATH= without a value takes the field away; [a, b] is a list.
A value that does not fit its field is refused before anything is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("write",)
EXAMPLE = 'acctplan set harbour-bakery-group rosters.status=on-track --commit -m "Nine shops publish on time"'


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    changes: Annotated[list[str], typer.Argument(metavar="PATH=VALUE...", help="What to change.", autocompletion=complete.fields)],
) -> None:
    from acctplan.cli.change import edited, keep
    from acctplan.cli.places import edits_of

    entry = session.entry(plan)
    edits = edits_of(session, session.plan(entry), changes)
    said = ", ".join(
        f"{'.'.join(edit.path)} = {edit.value}" if edit.value is not None else f"{'.'.join(edit.path)} removed" for edit in edits
    )
    keep(session, entry, edited(session, entry, edits), f"{entry.account}: {said}", f"{entry.file}: {said}")
