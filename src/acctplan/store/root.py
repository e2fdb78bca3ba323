"""The root of a book: the nearest folder upward with `acctplan.yaml`, never above the git root."""

from __future__ import annotations

from pathlib import Path, PurePath

from acctplan.errors import BookNotFound, FileRefused

SETTINGS, TEAM = "acctplan.yaml", "team.yaml"
PLANS, FACTS, TEMPLATES, PLAYBOOKS = "plans", "facts", "templates", "playbooks"
CONTACTS = "contacts.yaml"
SYNCED = f"{FACTS}/.synced.yaml"
BASELINE = "acctplan-baseline.jsonl"
READ_BY_GIT = (".gitignore", ".gitattributes", ".mailmap", ".git-blame-ignore-revs")


def is_part(name: PurePath) -> bool:
    """Whether a path in a book is that of a file the book is made of."""
    files = (SETTINGS, TEAM, CONTACTS, BASELINE, *READ_BY_GIT)
    return str(name) in files or name.parts[:1] in ((PLANS,), (FACTS,), (TEMPLATES,), (PLAYBOOKS,))


def find_root(start: Path, *, named: bool = False) -> Path:
    """The book's root. `named`: the person named the folder, so it must be the root itself. Raises BookNotFound."""
    folder = start.resolve()
    if not folder.is_dir():
        folder = folder.parent
    for candidate in (folder,) if named else (folder, *folder.parents):
        if (candidate / SETTINGS).is_file():
            return candidate
        if (candidate / ".git").exists():
            break
    where = f"{start} holds no {SETTINGS}" if named else f"no book here: no {SETTINGS} in {folder} or above it"
    raise BookNotFound(where, "Make one with `acctplan init`, or look at one with `acctplan demo demo-book`.")


def refuse_full(folder: Path) -> None:
    """Raise FileRefused unless the folder is empty or absent."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise FileRefused(f"{folder} is there already and not empty", "Name a new folder.")
