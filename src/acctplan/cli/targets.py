"""Which accounts a command means: ids, files, folders, or a plan on stdin."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from acctplan.errors import PlanNotFound, ValueRefused
from acctplan.model.book import Book, Entry

if TYPE_CHECKING:
    from .context import Session


def chosen_book(session: Session, words: list[str]) -> Book:
    """The book, or the accounts that words name; a closed file is told of. Raises PlanNotFound for a word that names none."""
    return session.read(only=chosen_ids(session, words), lenient=True)


def chosen_ids(session: Session, words: list[str] | None) -> list[str] | None:
    """Ids of the accounts that words name; None, for all of them, without any. Raises PlanNotFound for a word that names none."""
    return list(dict.fromkeys(key for word in words for key in _ids(session, word))) if words else None


def _ids(session: Session, word: str) -> list[str]:
    bare = "/" not in word and not word.endswith(".md")
    if bare and (word in session.register.ids() or not os.path.isdir(word)):  # noqa: PTH112 - says no to a name no folder can have
        return [_id(session, word)]
    path = Path(word).resolve()
    try:
        relative = path.relative_to(session.book).as_posix()
    except ValueError:
        raise ValueRefused(f"{word} is outside the book", "Name a plan of this book, or use --book.") from None
    if os.path.isdir(path):  # noqa: PTH112 - says no to a name no folder can have
        return _ids_below(session, relative)
    return [_id(session, PurePosixPath(relative).stem)]


def _ids_below(session: Session, folder: str) -> list[str]:
    """Ids of the plans in a folder of the book. Raises PlanNotFound for one without, save the book's own: it may be new."""
    files = session.source().paths("plans", ".md")
    if folder in (".", "plans"):
        return [PurePosixPath(file).stem for file in files]
    found = [PurePosixPath(file).stem for file in files if file.startswith(f"{folder}/")]
    if not found:
        raise PlanNotFound(f"no plan lies in {folder}", "Name a folder below plans, or leave it out for all plans.")
    return found


def _id(session: Session, key: str) -> str:
    """The id of an account, whether its files can be opened or not. Raises PlanNotFound with the nearest ones."""
    return key if key in session.register.ids() else session.entry(key).id


def likely(word: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Up to three ids that a word may mean: those that start with it, those with a word that does, then the likest."""
    from acctplan.nearest import nearest

    said = word.casefold()
    parts = {key: (key, *key.split("-")) for key in sorted(set(ids))}
    starting = [key for key, names in parts.items() if said and any(name.startswith(said) for name in names)]
    starting.sort(key=lambda key: not key.startswith(said))
    near = nearest(word, (name for names in parts.values() for name in names), most=3)
    alike = (key for name in near for key, names in parts.items() if name in names)
    return tuple(dict.fromkeys([*starting, *alike]))[:3]


def from_stdin(session: Session, name: str) -> Entry:
    """The plan on stdin, under the name given to it."""
    from acctplan.planfile.limits import FILE_BYTES
    from acctplan.planfile.parse import parse_bytes

    name = name or "plans/stdin.md"
    data = sys.stdin.buffer.read(FILE_BYTES + 1)
    key = PurePosixPath(name).stem
    parsed = parse_bytes(data, key, session.team, session.settings.fiscal)
    return Entry(key, name, data.decode("utf-8", "replace"), parsed.plan, parsed.faults)
