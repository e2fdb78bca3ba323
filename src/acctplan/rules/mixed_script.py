"""A name or an id mixes letters of two alphabets within one word.

Why: a Cyrillic o looks like a Latin one. Two names that look the same are then two people, and a search finds neither.

Bad:

    stakeholders:
      tom: {name: "T\\u043em Baker", title: Head of Retail}

Good:

    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail}
      anna: {name: Анна Петрова}

Source: Unicode Technical Standard 39: letters of two scripts in one word are a warning sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.pattern import Pattern

from ._context import Context
from ._leaves import leaves, wording
from ._words import quoted

CODE = "AP117"
SEVERITY = "warning"
FIX = "none"
_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH", "MATHEMATICAL"})
_NAMES = frozenset({"account", "name", "title"})
_ASCII = Pattern(r"[\x00-\x7f]*")


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each name and each id with a word of mixed letters."""
    for path, text in () if wording(plan).isascii() else leaves(plan):
        if path[-1] in _NAMES and not _ASCII.fullmatch(text):
            yield from _mixed(text, path)
    if not _ASCII.fullmatch(plan.id):
        yield from _mixed(plan.id, ())
    for block, key, _ in plan.items():
        if not _ASCII.fullmatch(key):
            yield from _mixed(key, (block, key))


def _mixed(text: str, path: tuple[str, ...]) -> Iterator[Fault]:
    for word in re.findall(r"\w+", text):
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()} & _SCRIPTS
        odd = next((letter for letter in word if unicodedata.name(letter, "?").split()[0] in scripts - {"LATIN"}), "")
        if len(scripts) > 1:
            name = unicodedata.name(odd).split()[0].capitalize()
            yield Fault(CODE, f"{quoted(word)} mixes letters: one is {name} (U+{ord(odd):04X}). Retype the word.", path, arguments=(word,))
            return
