"""Bring plans of an older format, or of an older version of their template, to the current one.

Without PLAN the whole book, in one change to review. A commit is marked as mechanical: no age is refreshed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Book"
TAKES = ("write",)
EXAMPLE = "acctplan upgrade --dry-run"


def command(
    session: Session,
    plans: Annotated[
        list[str] | None,
        typer.Argument(metavar="PLAN...", help="Plans to upgrade; all without any.", autocompletion=complete.plans, show_default=False),
    ] = None,
) -> int:
    from acctplan.cli.exits import OK, UNTRUSTED
    from acctplan.cli.mechanical import keep_all, readable
    from acctplan.cli.targets import chosen_book
    from acctplan.cli.upgrading import changed_plans
    from acctplan.errors import ValueRefused

    if "-" in (plans or []):
        raise ValueRefused("a plan from stdin has no file to upgrade", "Name a plan of the book.")
    entries, whole = readable(session, chosen_book(session, plans or []))
    changed = changed_plans(session, entries)
    if changed:
        accounts = [entry.account for entry, _, _ in changed.values()]
        subject = f"Upgrade {len(accounts)} plans" if len(accounts) > 1 else f"Upgrade the plan of {accounts[0]}"
        keep_all(session, changed, subject, meant=True)
    elif entries:
        session.say(f"Nothing to upgrade: {len(entries)} plan{'s are' if len(entries) > 1 else ' is'} current.")
    return OK if whole else UNTRUSTED
