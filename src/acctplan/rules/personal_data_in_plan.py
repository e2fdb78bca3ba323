"""An e-mail address, a phone number or an identity number of somebody stands in a plan, in facts or in a template.

Why: plans are read by many and kept for ever. Such data goes into contacts.yaml, which history does not keep.

Bad:

    stakeholders:
      tom: {name: Tom Baker, note: Reach him at tom.baker@harbour.example}

Good:

    stakeholders:
      tom: {name: Tom Baker, note: Reach him before ten}

Source: GDPR Art. 5 (1) c and 17: no more than is needed, and erasable. Addresses of our own people, of their domains, and of
offices such as info@ are no customer's; account and card numbers count if their check digits are right (ISO 13616, Luhn).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from acctplan.model.book import Book
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._detect import Find, facts_texts, told
from ._personal import masked, personal_in
from ._words import quoted

CODE = "AP800"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each in the plan's file, and one for each text of its facts; ids of other systems are not looked at."""
    found = personal_in(context.text, context.team)
    if found:
        ids = {name for names in plan.external.values() for name in names}
        kept = [find for find in found if context.text[find.start : find.end] not in ids]
        yield from told(CODE, plan, context.text, kept, partial(_say, context.text))
    for path, text in facts_texts(context.facts, partial(personal_in, team=context.team)):
        for find in personal_in(text, context.team)[:1]:
            yield Fault(CODE, _say(text, find, f"facts ({'.'.join(path[1:3])})"), path, arguments=(find.kind,))


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for each in a template or a playbook; the book's own settings and team are not customers'."""
    for file, text in book.beside.items():
        if file.startswith(("templates/", "playbooks/")):
            say = partial(_say, text)
            yield from ((file, fault) for fault in told(CODE, None, text, personal_in(text, context.team), say))


def _say(text: str, find: Find, place: str) -> str:
    return f"The {find.kind} {quoted(masked(text[find.start : find.end]), 4)} stands in {place}. Move it to the contacts file."
