"""Another date for an item, told as a move: from when, to when, by how many days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acctplan.analysis.closing import noted
from acctplan.analysis.rescheduling import day_at, due_path, moved_by
from acctplan.errors import ValueRefused
from acctplan.model.edit import Edit
from acctplan.planfile.parse import parse

from .change import edited, keep
from .days import day_said
from .items import item_path, record_at
from .told import told

if TYPE_CHECKING:
    from datetime import date

    from acctplan.model.book import Entry

    from .context import Session


def reschedule(session: Session, entry: Entry, word: str, said: str, why: str) -> None:
    """Move an item's date. Raises ValueRefused for an item without one, or a date that does not fit; nothing is written then."""
    plan = session.plan(entry)
    item = ("renewal",) if word == "renewal" else item_path(plan, word)
    path = due_path(item)
    due = day_at(plan, path)
    to = day_said(said, session.today, max(due, session.today) if due else None)
    if not to:
        raise ValueRefused("no date was given", "Write one, such as 2026-12-11 or +2w.")
    place, record = ".".join(item), record_at(plan, item)
    old = record.get(path[-1])
    if old == to:
        session.say(f"{entry.file}: {place} is due on {to} already. Nothing was written.")
        return
    edits = [Edit("set", path, to)]
    if why:
        edits.append(Edit("set", (*item, "note"), noted(record.get("note"), f"Moved{f' from {old}' if old else ''} to {to}: {why}")))
    text = edited(session, entry, edits)
    by = moved_by(due, new := _day_after(session, text, path))
    day = to if new is None or to == new.isoformat() else f"{to} ({new})"
    words = f"moved from {old} to {day}{f', {by}' if by else ''}" if old else f"is due on {day}; it had no date"
    beside = [*(["That day has passed."] if new and new < session.today else []), *told(plan.tree, edits[1:])]
    keep(session, entry, text, f"{entry.account}: {place} {words}", f"{entry.file}: {place} {words}", beside)


def _day_after(session: Session, text: str, path: tuple[str, ...]) -> date | None:
    plan = parse(text, "plan", session.team, session.settings.fiscal).plan
    return day_at(plan, path) if plan is not None else None
