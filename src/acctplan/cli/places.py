"""`PATH=VALUE` words to edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acctplan.analysis.timeline import value_at
from acctplan.errors import ValueRefused
from acctplan.model.edit import Edit
from acctplan.planfile.paths import resolve_path, value_of
from acctplan.planfile.scan import hidden_characters

if TYPE_CHECKING:
    from acctplan.model.plan import Plan

    from .context import Session


def edits_of(session: Session, plan: Plan, words: list[str]) -> list[Edit]:
    """One edit for each word. Raises ValueRefused for a word without =, or a place no plan has."""
    return [_edit(session, plan, word) for word in words]


def _edit(session: Session, plan: Plan, word: str) -> Edit:
    path, equals, text = word.partition("=")
    if not equals:
        raise ValueRefused(f"“{word[:60]}” has no = in it", "Write PATH=VALUE, such as rosters.status=on-track.")
    steps = resolve_path(plan, path.strip(), writing=True)
    value = value_of(text.strip())
    if value == "me":
        value = session.person("me")
    if steps == ("account",) and value is None:
        raise ValueRefused("every plan needs its account's name", "Give it one, or leave it.")
    for said in value if isinstance(value, list) else [value or ""]:
        if next(hidden_characters(str(said)), None) is not None:
            raise ValueRefused(f"the value of {'.'.join(steps)} holds a character nobody can see", "Type it again without.")
    if value is None:
        if value_at(plan, steps) is None:
            raise ValueRefused(f"{'.'.join(steps)} says nothing already", "Give it a value, or leave it.")
        return Edit("remove", steps)
    return Edit("set", steps, value)
