"""The files of a book that are no accounts: settings, team, templates and playbooks, when facts came, and those git should not hold."""

from __future__ import annotations

from acctplan.errors import FileRefused
from acctplan.model.finding import Fault
from acctplan.named_tuple import NamedTuple
from acctplan.planfile.decode import decode

from .git import Repository
from .root import CONTACTS, PLAYBOOKS, SETTINGS, SYNCED, TEAM, TEMPLATES
from .source import Source, Tree
from .tracked import indexed

_SOPS = (b"\nsops:", b"ENC[")


class Beside(NamedTuple):
    """Texts by file; the files with personal data that git holds as they are; why some file could not be read."""

    texts: dict[str, str]
    exposed: tuple[str, ...]
    closed: tuple[str, ...]


def look_beside(source: Source, repository: Repository | None) -> Beside:
    """What lies beside the accounts in a state of the book; a file that is no text is left out."""
    paths, closed = [SETTINGS, TEAM, SYNCED], []
    for folder, suffix in ((TEMPLATES, ".md"), (PLAYBOOKS, ".yaml")):
        try:
            paths += source.paths(folder, suffix)
        except FileRefused as refusal:
            closed.append(refusal.message)
    texts = {}
    for path, held in source.read(paths).items():
        text = decode(held) if isinstance(held, bytes) else held
        if isinstance(text, str):
            texts[path] = text
        elif not isinstance(text, Fault):
            closed.append(text.message)
    contacts = _contacts(source, repository)
    exposed = (CONTACTS,) if contacts is not None and _in_the_clear(contacts) else ()
    return Beside(texts, exposed, tuple(closed))


def _contacts(source: Source, repository: Repository | None) -> bytes | None:
    """The contacts as git holds them, None where it does not. In the work tree git is asked only if the file is there."""
    held = source.read([CONTACTS]).get(CONTACTS)
    if held is None or repository is None:
        return None
    if isinstance(source, Tree):
        return held if isinstance(held, bytes) else b""
    name = f"{repository.prefix}{CONTACTS}"
    entry = indexed(repository, [name]).get(name)
    if entry is None:
        return None
    blob = entry[1].split()[1]
    return repository.blobs([blob])[blob]


def _in_the_clear(data: bytes) -> bool:
    """Whether bytes are those of no encrypted file."""
    locked = decode(data)
    return not (isinstance(locked, Fault) and locked.code == "AP116") and not all(mark in data for mark in _SOPS)
