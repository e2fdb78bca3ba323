"""A plan in the person's editor: what was typed is never lost, and what cannot be read never lands by accident."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from acctplan.errors import PlanNotFound
from acctplan.model.finding import Position
from acctplan.planfile.decode import decode
from acctplan.planfile.parse import Parsed, parse

from .change import keep
from .exits import FOUND, OK

if TYPE_CHECKING:
    from acctplan.model.book import Entry

    from .context import Session


def edit_plan(session: Session, entry: Entry) -> int:
    """Edit until the plan checks out or the person stops; a draft that was not taken is named and kept."""
    from acctplan.store import files, programs

    if not entry.planned:
        raise PlanNotFound(f"{entry.account} has no plan yet", f"Write one with `acctplan new {entry.id}`.")
    draft = _kept_draft(entry) or _new_draft(entry)
    while True:
        programs.edit(draft)
        text = decode(files.read(draft) or b"")
        parsed = parse(text, entry.id, session.team, session.settings.fiscal) if isinstance(text, str) else Parsed(None, (text,))
        for fault in parsed.faults:
            at = fault.at or _place(text, fault.path)
            session.say(f"{entry.file}:{at.line}:{at.column}: {fault.code} {fault.message}")
        if isinstance(text, str) and (not parsed.faults or not _again(session)):
            break
        if not isinstance(text, str) and not _again(session):
            break
    if not isinstance(text, str) or parsed.faults:
        session.say(f"The book is unchanged. Your text is kept in {draft}; `acctplan edit {entry.id}` opens it again.")
        return FOUND
    keep(session, entry, text, f"{entry.account}: edit the plan", f"{entry.file}: saved")
    draft.unlink(missing_ok=True)
    return OK


def _place(text: object, path: tuple[str, ...]) -> Position:
    from acctplan.planfile.locate import Places

    return Places(text).at(path) if isinstance(text, str) else Position()


def _again(session: Session) -> bool:
    if not session.interactive:
        return False
    import typer

    return typer.confirm("Open it again?", default=True, err=True)


def _drafts() -> Path:
    return Path(tempfile.gettempdir())


def _kept_draft(entry: Entry) -> Path | None:
    """A draft of this very version of the plan that was left behind."""
    path = _drafts() / f"acctplan-{entry.id}-{_mark(entry)}.md"
    return path if path.is_file() and not path.is_symlink() else None


def _new_draft(entry: Entry) -> Path:
    from acctplan.store import files

    path = _drafts() / f"acctplan-{entry.id}-{_mark(entry)}.md"
    files.write(path, entry.text.encode("utf-8"), files.read(path))
    return path


def _mark(entry: Entry) -> str:
    import os
    from hashlib import sha256

    return sha256(f"{os.getuid() if hasattr(os, 'getuid') else 0}:{entry.file}:{entry.text}".encode()).hexdigest()[:10]
