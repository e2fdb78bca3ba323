"""Check what acctplan stands on: git, history, the book's files, what is installed.

Each line is fine, worth knowing, or wrong with what to do about it. Exit 1 if something is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Book"
TAKES = ("report",)
EXAMPLE = "acctplan doctor"


def command(session: Session) -> int:
    from acctplan.cli.checkup import examined
    from acctplan.cli.exits import FOUND, OK
    from acctplan.views.doctor import view

    result = examined(session)
    session.emit(view(result))
    return FOUND if any(check.state == "wrong" for check in result.checks) else OK
