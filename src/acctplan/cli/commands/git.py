"""Let git merge plans by field: two people change one plan on two branches, and both changes stand.

setup tells this clone how, after it has shown what it writes: merges by field, and `git diff` with one field a line. Only what two
people said differently needs somebody to choose.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Book"
TAKES = ()
EXAMPLE = "acctplan git setup --yes"


def command(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="setup", help="What to do.", autocompletion=complete.words("setup"))],
    remove: Annotated[bool, typer.Option("--remove", help="Take it away again.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, write nothing.")] = False,
) -> int:
    from acctplan.errors import ValueRefused

    what, *given = words
    if what == "merge":
        from acctplan.cli.driver import merge_in_place
        from acctplan.cli.exits import FOUND, OK

        return FOUND if merge_in_place(given) else OK
    if what == "textconv" and len(given) == 1:
        from acctplan.cli.driver import print_long

        print_long(Path(given[0]))
        return 0
    if what != "setup" or given:
        raise ValueRefused(f"git has nothing to do with “{' '.join(words)[:40]}”", "Write `acctplan git setup`.")
    from acctplan.cli.git_setup import set_up

    set_up(session, remove=remove, yes=yes, dry_run=dry_run)
    return 0
