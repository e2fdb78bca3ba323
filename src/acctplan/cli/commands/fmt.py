"""Write items in short form, or in long form; what the plans say stays, and so does every other byte.

Without PLAN the whole book; with - a plan from stdin, to stdout. An item whose short form cannot hold all it says stays long.
A commit is marked as mechanical: no age is refreshed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Book"
TAKES = ("write",)
EXAMPLE = "acctplan fmt --short harbour-bakery-group --diff"


def command(
    session: Session,
    plans: Annotated[
        list[str] | None,
        typer.Argument(metavar="PLAN...", help="Plans to write anew; all without any.", autocompletion=complete.plans, show_default=False),
    ] = None,
    short: Annotated[bool, typer.Option("--short", help="One line an item, where that can hold it.")] = False,
    long: Annotated[bool, typer.Option("--long", help="One line a field.")] = False,
) -> int:
    from acctplan.cli.exits import OK, UNTRUSTED
    from acctplan.cli.mechanical import keep_all, readable
    from acctplan.cli.reforming import filtered, kept_long, words_of
    from acctplan.cli.targets import chosen_book
    from acctplan.errors import ValueRefused
    from acctplan.planfile.reform import reform
    from acctplan.planfile.replacement import Form

    if short == long:
        raise ValueRefused("the form to write is not said" if not short else "a plan has one form at a time", "Use --short or --long.")
    form: Form = "short" if short else "long"
    if plans == ["-"]:
        return filtered(session, form)
    entries, whole = readable(session, chosen_book(session, plans or []))
    done = [(entry, reform(entry.text, form, session.team)) for entry in entries]
    changed = {entry.file: (entry, new.text, words_of(new.places, form)) for entry, new in done if new.places}
    staying = sum(new.staying for _, new in done)
    if changed:
        keep_all(session, changed, f"Write {words_of([place for _, new in done for place in new.places], form)}")
    elif entries:
        session.say(f"Nothing to change: {len(entries)} plan{'s are' if len(entries) > 1 else ' is'} in {form} form.")
    if staying:
        session.say(kept_long(staying))
    return OK if whole else UNTRUSTED
