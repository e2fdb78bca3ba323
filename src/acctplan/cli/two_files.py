"""Two files compared as plans, wherever they lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from acctplan.analysis.changes import changes
from acctplan.analysis.difference import BookDifference, PlanDifference
from acctplan.analysis.order import reordered
from acctplan.analysis.text_difference import text_difference
from acctplan.errors import BookNotFound, FileRefused, ValueRefused
from acctplan.model.change import Change
from acctplan.model.plan import Plan
from acctplan.planfile.cosmetic import rewritten
from acctplan.planfile.limits import FILE_BYTES
from acctplan.planfile.parse import parse_bytes
from acctplan.store import files
from acctplan.store.shelf import Desk

from .compare import Wanted, paths_of

if TYPE_CHECKING:
    from .context import Session


def named_files(session: Session, words: list[str], *, said: bool) -> tuple[str, str] | None:
    """The two files that arguments name: where that is said, or where both end in .md and one is a file that is no plan of this book."""
    if said and len(words) != 2:
        raise ValueRefused(f"--files takes two files, not {len(words)}", "Name the older first, then the newer.")
    two = len(words) == 2 and all(word.endswith(".md") for word in words)
    if said or (two and any(Path(word).is_file() and not _is_plan(session, word) for word in words)):
        return words[0], words[1]
    return None


def _is_plan(session: Session, word: str) -> bool:
    from acctplan.store.root import PLANS

    try:
        return Path(word).resolve().is_relative_to(session.book / PLANS)
    except BookNotFound:
        return False


def compared_files(session: Session, words: tuple[str, str], wanted: Wanted) -> BookDifference:
    """The difference of two files; the second's name is the plan's id. Raises FileRefused for one that is not there."""
    only, without = paths_of(wanted.only), paths_of(wanted.exclude)
    desk = _desk(session)
    key = Path(words[1]).stem
    data = [_contents(word) for word in words]
    old, new = (parse_bytes(held, key, desk.team, desk.settings.fiscal, ("account",)).plan for held in data)
    texts = [held.decode("utf-8", "backslashreplace") for held in data]
    unreadable = tuple(f"{word} cannot be read" for word, plan in zip(words, (old, new), strict=True) if plan is None)
    found = _changes(key, old, new, texts, wanted) if old and new else []
    plans = (PlanDifference(key, new.account or key, old, new, tuple(found)),) if found and new else ()
    lines = (text_difference(key, words[1], *texts),) if unreadable else ()
    same = 0 if plans or unreadable else 1
    return BookDifference(*words, plans, same, unreadable, desk.team, desk.settings.fiscal, lines).narrowed(only, without)


def _changes(key: str, old: Plan, new: Plan, texts: list[str], wanted: Wanted) -> list[Change]:
    found = changes(old, new)
    meant = {change.path[0] for change in found}
    found += reordered(old, new) if wanted.order else []
    return [*found, *rewritten(key, texts[0], texts[1], meant)] if wanted.cosmetic else found


def _desk(session: Session) -> Desk:
    """The team and settings of the book around, if any."""
    from acctplan.model.settings import Settings
    from acctplan.model.team import NOBODY

    try:
        return session.desk
    except BookNotFound:
        return Desk(Settings(), NOBODY)


def _contents(word: str) -> bytes:
    data = files.read(Path(word), most=FILE_BYTES + 1)
    if data is None:
        raise FileRefused(f"there is no file {word[:60]}", "Name two files, or two states of the book.")
    return data
