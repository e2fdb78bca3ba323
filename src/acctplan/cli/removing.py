"""An item taken out of a plan, unless something in the plan still names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acctplan.errors import ValueRefused
from acctplan.model.edit import Edit
from acctplan.rules._referrers import referrers

from .change import edited, keep
from .items import item_path, words_at
from .told import words_of

if TYPE_CHECKING:
    from acctplan.model.book import Entry

    from .context import Session

_SHOWN = 12


def remove_item(session: Session, entry: Entry, word: str, *, force: bool) -> None:
    """Remove the item a word means. Raises ValueRefused with the places that name it, unless forced."""
    plan = session.plan(entry)
    path = item_path(plan, word)
    place = ".".join(path)
    named = list(dict.fromkeys(".".join(reference.path) for reference in referrers(plan, path)))
    more = [f"and {len(named) - _SHOWN} more"] if len(named) > _SHOWN else []
    if named and not force:
        many = f"{len(named)} places of this plan" if len(named) > 1 else "1 place of this plan"
        raise ValueRefused(f"{place} is named in {many}", "Change those first, or remove it with --force.", [*named[:_SHOWN], *more])
    words = words_of(words_at(plan, path))
    text = edited(session, entry, [Edit("remove", path)], forced=force)
    said = f"removed {place}{f' ({words})' if words else ''}"
    if keep(session, entry, text, f"{entry.account}: {said}", f"{entry.file}: {said}") and named:
        session.say(f"  Change what still names it: {', '.join([*named[:_SHOWN], *more])}.")
