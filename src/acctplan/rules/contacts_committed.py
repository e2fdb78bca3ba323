"""The file of customer people's addresses is tracked by git, in the clear.

Why: what git has once kept, every clone and backup keeps. Nobody can then be forgotten as the law asks.

Bad:

    # exposed: contacts.yaml
    account: Harbour Bakery Group

Good:

    account: Harbour Bakery Group

Source: The plan format (docs/format.md): contacts.yaml is ignored by git, or encrypted, or elsewhere. Encrypted means a
file of git-crypt, SOPS, age or OpenPGP.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.book import Book
from acctplan.model.finding import Fault

from ._context import Context

CODE = "AP805"
SEVERITY = "error"
FIX = "none"


def check_book(book: Book, context: Context) -> Iterator[tuple[str, Fault]]:
    """One fault for each file with people's addresses that git holds as it is."""
    for file in book.exposed:
        message = "The contacts file is in git as it is, with people's addresses. Run `git rm --cached` on it, and let git ignore it."
        yield file, Fault(CODE, message, arguments=(file,))
