"""One reviewable change over many plans that changes no meaning: written and committed together, so that no age is refreshed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from acctplan.model.finding import Fault
from acctplan.planfile.parse import UNTRUSTED

from .change import Texts, commit_wanted, rehearsed, save, show, tell
from .context import located

if TYPE_CHECKING:
    from acctplan.model.book import Book, Entry

    from .context import Session

TRAILER = "Acctplan-Mechanical: yes"


def readable(session: Session, book: Book) -> tuple[list[Entry], bool]:
    """The plans of a book that can be trusted, by id, and whether that is all of them; each other one is told with its reason."""
    sound: list[Entry] = []
    all_of_them = not (book.closed or book.twins)
    for why in (*book.closed, *(f"{file}: another plan has the id {key}" for key, file in book.twins)):
        session.say(f"Left as it is: {why}.")
    for entry in book.entries.values():
        doubted: Fault | None = next((fault for fault in entry.faults if fault.code in UNTRUSTED or entry.plan is None), None)
        if entry.planned and doubted:
            session.say(f"Left as it is: {located(entry, doubted)}")
            all_of_them = False
        elif entry.planned:
            sound.append(entry)
    return sound, all_of_them


def keep_all(session: Session, changed: Mapping[str, tuple[Entry, str, str]], subject: str, *, meant: bool = False) -> None:
    """Write the changed texts, commit them as one mechanical commit if asked, and tell of each.

    `changed` holds by file the entry, its new text, and what changed in words. `meant`: committed without the mark it would refresh ages.
    """
    texts: Texts = {file: (entry.text, text) for file, (entry, text, _) in changed.items()}
    said = [f"{file}: {words}" for file, (_, _, words) in changed.items()]
    if rehearsed(session, texts):
        tell(session, f"{len(said)} plan{'s' if len(said) > 1 else ''} would change:", said)
        return
    wanted = commit_wanted(session)
    body = "\n".join(said)
    message = f"{session.options.get('message') or subject}\n\n{body}\n\n{TRAILER}\n"
    notes = save(session, texts, message, commit=wanted)
    show(session, texts)
    for line in said:
        session.say(line)
    tell(
        session, f"{len(said)} plan{'s' if len(said) > 1 else ''} changed{' and committed; no age is refreshed' if wanted else ''}.", notes
    )
    if meant and not wanted and session.repository:
        session.say(f"  Commit it alone, and end the message with the line “{TRAILER}”: then no age is refreshed.")
