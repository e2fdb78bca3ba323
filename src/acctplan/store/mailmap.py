"""Who is who: git names authors by `.mailmap` itself, co-authors in a commit's words it leaves to the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from acctplan.errors import FileRefused
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from . import files

_LINE = Pattern(r"(?P<name>[^<#]*)<(?P<mail>[^<>]*)>(?:(?P<old>[^<#]*)<(?P<old_mail>[^<>]*)>)?\s*(?:#.*)?", re.DOTALL)


class Mailmap(NamedTuple):
    """Proper names by the name and address a commit gives, both in small letters; an empty name stands for any."""

    names: Mapping[tuple[str, str], str]

    def person(self, trailer: str) -> str:
        """The name of `Name <address>`, as the map has it; the address of somebody without a name."""
        name, _, rest = trailer.partition("<")
        name, mail = name.strip(), rest.partition(">")[0].strip()
        key = (name.lower(), mail.lower())
        return (mail and (self.names.get(key) or self.names.get(("", key[1])))) or name or mail


def parse_mailmap(text: str) -> Mailmap:
    """The map that a text holds, in the four forms git reads; a line of no form is left out."""
    names = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line) if "<" in line else None
        if match and match["name"].strip():
            old = (match["old"] or "").strip().lower()
            names[old, (match["old_mail"] or match["mail"]).strip().lower()] = match["name"].strip()
    return Mailmap(names)


def read_mailmap(top: Path) -> Mailmap:
    """The map at the root of a work tree; an empty one where there is none that can be read."""
    try:
        return parse_mailmap((files.read(top / ".mailmap") or b"").decode("utf-8"))
    except (FileRefused, UnicodeDecodeError):
        return Mailmap({})
