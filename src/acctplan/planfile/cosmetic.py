"""What two texts of one plan write in another way and mean alike: layout, comments, quotes, short and long form."""

from __future__ import annotations

from collections.abc import Collection

from acctplan.model.change import Change

from .remarks import remarks
from .sections import BODY, sections


def rewritten(plan_id: str, old: str, new: str, meant: Collection[str]) -> list[Change]:
    """A cosmetic Change for each field written in another way, with its lines; of the fields in `meant`, whose meaning changed, comments.

    One Change of `layout` where the texts differ in nothing that belongs to a field: line endings, or the order of fields.
    """
    before, after = _plain(old), _plain(new)
    found = [] if before == after else _fields(plan_id, before, after, meant)
    if not found and not meant and old != new:
        found = [Change(plan_id, ("layout",), "changed", "cosmetic")]
    return found


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _fields(plan_id: str, old: str, new: str, meant: Collection[str]) -> list[Change]:
    before, after = sections(old), sections(new)
    if before is None or after is None:
        return []
    found = []
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was == now or (name in meant and (name == BODY or remarks(was or "") == remarks(now or ""))):
            continue
        found.append(Change(plan_id, (name,), "changed", "cosmetic", was, now))
    return found
