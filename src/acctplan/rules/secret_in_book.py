"""A key, a token or a password stands in the book.

Why: a book is cloned, mailed and kept for years. A secret in it is known to everybody who ever had a copy.

Bad:

    custom: {portal: "Login tom, password: Winter2026!"}

Good:

    custom: {portal: The login is in the password manager under Harbour}

Source: The shapes that makers of tokens publish, and that secret scanners look for; CWE-798. Read are plans with their
comments, body and facts, settings, team, templates and playbooks. A message never repeats what was found.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Book
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._detect import Find, facts_texts, told
from ._secrets import secrets_in

CODE = "AP801"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each secret in the plan's file."""
    if found := secrets_in(context.text):
        yield from told(CODE, plan, context.text, found, _say)
    for path, text in facts_texts(context.facts, secrets_in):
        yield from (Fault(CODE, _say(find, "the facts"), path, arguments=(find.kind,)) for find in secrets_in(text)[:1])


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for each secret in the files beside the plans."""
    for file, text in book.beside.items():
        yield from ((file, fault) for fault in told(CODE, None, text, secrets_in(text), _say))


def _say(find: Find, place: str) -> str:
    return f"{find.kind[0].upper()}{find.kind[1:]} stands in {place}. Make it invalid where it came from, then delete it here."
