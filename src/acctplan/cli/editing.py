"""A plan in the person's editor: what was typed is never lost, and what cannot be read never lands by accident."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from acctplan.errors import FileRefused, PlanNotFound, PlanUnreadable
from acctplan.model.finding import Fault
from acctplan.planfile.decode import decode
from acctplan.planfile.limits import FILE_BYTES
from acctplan.planfile.locate import Places
from acctplan.planfile.parse import UNTRUSTED, parse

from .change import keep
from .context import located
from .exits import FOUND, OK

if TYPE_CHECKING:
    from acctplan.model.book import Entry

    from .context import Session

_MARK = 16


def edit_plan(session: Session, entry: Entry) -> int:
    """Edit until the plan checks out or the person stops; a draft that was not taken is named and kept."""
    from acctplan.store import programs

    if not entry.planned:
        raise PlanNotFound(f"{entry.account} has no plan yet", f"Write one with `acctplan new {entry.id}`.")
    _refuse_binary(entry)
    editor = programs.editor()
    draft = _kept_draft(session, entry) or _new_draft(entry)
    while True:
        _open(draft, entry, editor)
        text, faults = _checked(session, entry, draft)
        places = Places(text)
        for fault in faults:
            at = places.of(fault)
            session.say(f"{entry.file}:{at.line}:{at.column}: {fault.code} {fault.message}")
        barred = _barring(entry, faults)
        if not barred or not _again(session):
            break
    if barred:
        session.say(f"The book is unchanged. Your text is kept in {draft}; `acctplan edit {entry.id}` opens it again.")
        return FOUND
    keep(session, entry, text, f"{entry.account}: edit the plan", f"{entry.file}: saved")
    if session.options.get("dry_run"):
        session.say(f"Your text is kept in {draft}; `acctplan edit {entry.id}` opens it again.")
    else:
        draft.unlink(missing_ok=True)
    return OK


def _open(draft: Path, entry: Entry, editor: list[str]) -> None:
    """The draft in the editor until that ends; where it fails and nothing was typed, no draft stays. Raises FileRefused."""
    from acctplan.store import files, programs

    try:
        programs.edit(draft, editor)
    except FileRefused:
        if files.read(draft) == entry.text.encode("utf-8"):
            draft.unlink()
        raise


def _refuse_binary(entry: Entry) -> None:
    """What no editor shows as it is, or what was not read to its end, would not be saved as it was."""
    cut = len(entry.text.encode("utf-8")) > FILE_BYTES
    for fault in entry.faults:
        if cut or fault.code in ("AP113", "AP115", "AP116"):
            raise PlanUnreadable(located(entry, fault), "Then edit it.")


def _checked(session: Session, entry: Entry, draft: Path) -> tuple[str, tuple[Fault, ...]]:
    """The draft's text and its faults; what is no text has one."""
    from acctplan.store import files

    text = decode(files.read(draft) or b"")
    if isinstance(text, Fault):
        return "", (text,)
    return text, parse(text, entry.id, session.team, session.settings.fiscal).faults


def _barring(entry: Entry, faults: tuple[Fault, ...]) -> bool:
    """Whether a text may not land: it cannot be trusted, or has a fault that the plan in the book has not."""
    known = {(fault.code, fault.path) for fault in entry.faults}
    return any(fault.code in UNTRUSTED or (fault.code, fault.path) not in known for fault in faults)


def _again(session: Session) -> bool:
    if not session.interactive:
        return False
    import typer

    return typer.confirm("Open it again?", default=True, err=True)


def _drafts() -> Path:
    """A folder for drafts that nobody else may enter. Raises FileRefused where somebody else made it."""
    import os
    import stat

    me = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"acctplan-{me}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != me or (hasattr(os, "getuid") and found.st_mode & 0o077):
        raise FileRefused(f"{folder} is not yours alone", "Remove it, or set TMPDIR to a folder of your own.")
    return folder


def _kept_draft(session: Session, entry: Entry) -> Path | None:
    """A draft of this very version of the plan that was left behind; one of another version is told of."""
    path = _drafts() / f"{entry.id}-{_mark(entry)}.md"
    for other in sorted(_drafts().glob(f"{entry.id}-{'?' * _MARK}.md")):
        if other != path:
            session.say(f"A draft of another version of this plan is in {other}.")
    return path if path.is_file() and not path.is_symlink() else None


def _new_draft(entry: Entry) -> Path:
    from acctplan.store import files

    path = _drafts() / f"{entry.id}-{_mark(entry)}.md"
    files.write(path, entry.text.encode("utf-8"), files.read(path))
    return path


def _mark(entry: Entry) -> str:
    from hashlib import sha256

    return sha256(f"{entry.file}:{entry.text}".encode()).hexdigest()[:_MARK]
