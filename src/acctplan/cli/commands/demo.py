"""Make the example book: invented companies and a history of two years.

DIR must be empty or absent. The same bytes come out every time; try every command on it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Book"
TAKES = ()
EXAMPLE = "acctplan demo demo-book"
TODAY = "2026-11-20"


def command(session: Session, dir: Annotated[Path, typer.Argument(metavar="DIR", help="Where to make it.")]) -> None:
    from acctplan.cli.waiting import working
    from acctplan.resources import shipped
    from acctplan.store.root import refuse_full
    from acctplan.store.story import replay

    refuse_full(dir)
    with working("Telling the story"):
        count = replay(shipped("examples") / "northpeak", dir)
    session.say(f"Made the book of North Peak in {dir}: {count} commits over two years. All companies in it are invented.")
    session.say(f"  Next: cd {dir} && acctplan status --today {TODAY}")
