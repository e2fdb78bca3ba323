"""Change one or more fields of a plan; every other byte stays as it is.

PATH is a key path such as goals.ramp-up.status, or ramp-up.status; `acctplan show PLAN --ids` lists the ids.
PATH= without a value takes the field away; [a, b] is a list.
A value that does not fit its field is refused before anything is written. --from-json takes an object of such paths, or of blocks as
`show --json` gives them: objects merge, null takes a field away, and all of it is written or nothing.
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
    changes: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH=VALUE...", help="What to change.", show_default=False, autocompletion=complete.places),
    ] = None,
    from_json: Annotated[str, typer.Option("--from-json", metavar="FILE", help="Changes as JSON; - is stdin.", show_default=False)] = "",
) -> None:
    from acctplan.cli.change import edited, keep
    from acctplan.cli.places import edits_of
    from acctplan.cli.told import in_one, told
    from acctplan.errors import ValueRefused

    entry = session.entry(plan, typed=None if from_json else ("account",))
    whole = session.plan(entry)
    edits = edits_of(session, whole, changes or [])
    places: list[str] = []
    if from_json:
        from acctplan.cli.merging import merged

        if edits:
            raise ValueRefused("changes were given both as words and as JSON", "Give them in one way.")
        edits, places = merged(session, whole, from_json)
    elif not edits:
        raise ValueRefused("no change was given", "Write PATH=VALUE, such as rosters.status=on-track, or --from-json FILE.")
    said = told(whole.tree, edits)
    more = [f"  {line}" for line in said] if len(said) > 1 else []
    message = "\n".join([f"{entry.account}: {in_one(said)}", *([""] if more else []), *more])
    keep(session, entry, edited(session, entry, edits, places), message, f"{entry.file}: {in_one(said)}", [line.strip() for line in more])
