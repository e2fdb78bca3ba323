"""`PATH=VALUE` words to edits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from acctplan.errors import ValueRefused
from acctplan.model.edit import Edit
from acctplan.model.place import value_at
from acctplan.planfile.paths import resolve_path, value_of
from acctplan.planfile.scan import hidden_characters

if TYPE_CHECKING:
    from acctplan.model.plan import Plan

    from .context import Session


def edits_of(session: Session, plan: Plan, words: list[str]) -> list[Edit]:
    """One edit for each word. Raises ValueRefused for a word without =, a place no plan has, or one that is named twice."""
    edits: dict[tuple[str, ...], Edit] = {}
    for word in words:
        edit = _edit(session, plan, word)
        if edit.path in edits:
            raise ValueRefused(f"{'.'.join(edit.path)} is changed twice", "Give it one value.")
        edits[edit.path] = edit
    return list(edits.values())


def _edit(session: Session, plan: Plan, word: str) -> Edit:
    path, equals, text = word.partition("=")
    if not equals:
        raise ValueRefused(f"“{word[:60]}” has no = in it", "Write PATH=VALUE, such as rosters.status=on-track.")
    steps = resolve_path(plan, path.strip(), writing=True)
    value = with_me(session, steps, value_of(text.strip()))
    refuse_nameless(steps, value)
    for said in value if isinstance(value, list) else [value or ""]:
        if next(hidden_characters(str(said)), None) is not None:
            raise ValueRefused(f"the value of {'.'.join(steps)} holds a character nobody can see", "Type it again without.")
    if value is None:
        if value_at(plan.tree, steps) is None:
            raise ValueRefused(f"{'.'.join(steps)} says nothing already", "Give it a value, or leave it.")
        return Edit("remove", steps)
    return Edit("set", steps, value)


def refuse_nameless(steps: tuple[str, ...], value: Any) -> None:
    """Raise ValueRefused for a change that would take the account's name away."""
    if steps == ("account",) and value is None:
        raise ValueRefused("every plan needs its account's name", "Give it one, or leave it.")


def with_me(session: Session, path: tuple[str, ...], value: Any) -> Any:
    """The value with `me` made the person who runs this, where the field asks for a person of ours."""
    from acctplan.rules._references import asks_for_person

    many = isinstance(value, list)
    if "me" not in (value if many else [value]) or not asks_for_person(path):
        return value
    return [session.person("me") if said == "me" else said for said in value] if many else session.person("me")


def names_in(words: Iterable[str]) -> tuple[str, ...]:
    """Names given one by one or with commas, each once."""
    return tuple(dict.fromkeys(name.strip() for word in words for name in word.split(",") if name.strip()))
