"""A new item of a plan: its words, an id made from them, and fields that fit its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from acctplan.analysis.kinds import KINDS, Kind, kind_named
from acctplan.errors import ValueRefused
from acctplan.model.edit import Edit
from acctplan.model.identifier import is_slug, mint
from acctplan.nearest import nearest
from acctplan.planfile.narrow import narrow
from acctplan.planfile.parse import read_front
from acctplan.planfile.paths import value_of
from acctplan.planfile.split import Halves, split
from acctplan.planfile.widen import known_people, widen_action

from .items import record_at, taken_ids
from .places import with_me

if TYPE_CHECKING:
    from acctplan.model.book import Entry
    from acctplan.model.plan import Plan

    from .context import Session

_ELSEWHERE = {
    "movement": 'Record it: acctplan record {plan} TYPE "What happened".',
    "review": "Hold it: acctplan review {plan}.",
    "signal": "Add it below its opportunity with `acctplan edit {plan}`.",
    "key-result": "Add it below its goal with `acctplan edit {plan}`.",
}


class Wanted(NamedTuple):
    """What the command line says of a new item besides its words."""

    owner: str = ""
    due: str = ""
    because: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    key: str = ""


def kind_of(word: str, plan_id: str) -> Kind:
    """The kind a word names. Raises ValueRefused with the nearest three, or with the command for what is kept elsewhere."""
    name = word.strip().lower().replace("_", "-")
    kind = kind_named(name) or kind_named(name.replace("-", "_"))
    if kind is not None:
        return kind
    elsewhere = _ELSEWHERE.get(name.removesuffix("s"))
    if elsewhere:
        raise ValueRefused(f"a {name.removesuffix('s').replace('-', ' ')} is not added here", elsewhere.format(plan=plan_id))
    near = nearest(name, KINDS, most=3, at_least=0)
    raise ValueRefused(f"there is no kind of item “{word[:40]}”", f"Did you mean {' or '.join(near)}?")


def new_item(session: Session, entry: Entry, kind: Kind, text: str, wanted: Wanted) -> Edit:
    """The edit that adds the item. Raises ValueRefused for words that are there already, a field the kind has not, an id that is taken."""
    plan = session.plan(entry)
    record = _record(session, plan, kind, text, wanted)
    words = str(record[kind.text])
    same = [key for key in _keys(plan, kind) if _alike(record_at(plan, (kind.block, key)).get(kind.text), words)]
    if same and not wanted.key:
        raise ValueRefused(f"{kind.block}.{same[0]} says this already", "Say it in other words, or give --id to add it all the same.")
    taken = taken_ids(session, plan)
    if wanted.key and not is_slug(wanted.key):
        raise ValueRefused(f"“{wanted.key[:60]}” is no id", "Give lower-case words joined by hyphens.")
    if wanted.key in taken:
        raise ValueRefused(f"the id {wanted.key} is taken", "Choose another, or leave --id out.")
    path = (kind.block, wanted.key or mint(words, taken))
    return Edit("add", path, _formed(session, entry, path, record))


def _keys(plan: Plan, kind: Kind) -> tuple[str, ...]:
    items = plan.tree.get(kind.block)
    return tuple(items) if isinstance(items, dict) else ()


def _alike(one: Any, other: str) -> bool:
    return isinstance(one, str) and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _record(session: Session, plan: Plan, kind: Kind, text: str, wanted: Wanted) -> dict[str, Any]:
    """The item's fields in long form, in the field's order; an action may be typed in its short form."""
    if not text.strip():
        raise ValueRefused("nothing was said of what to add", "Say it in a line.")
    record: dict[str, Any] = {kind.text: text.strip()}
    if kind.block == "actions":
        record = widen_action(text.strip(), known_people(plan.tree, session.team))
    for option, field, value in (
        ("--owner", "owner", wanted.owner),
        ("--due", kind.due, _day(session, wanted.due)),
        ("--because", "because", list(wanted.because)),
        ("--with", "with", list(wanted.beside)),
    ):
        if value:
            if field not in kind.fields:
                raise ValueRefused(f"{kind.said} takes no {option}", f"Its fields are {', '.join(kind.fields)}: use --set FIELD=VALUE.")
            record[field] = value
    for word in wanted.sets:
        _put(kind, record, word)
    named = {field: with_me(session, (kind.block, "", field), value) for field, value in record.items()}
    return {field: named[field] for field in kind.fields if field in named}


def _day(session: Session, said: str) -> str:
    from .days import day_said

    return day_said(said, session.today) if said else ""


def _put(kind: Kind, record: dict[str, Any], word: str) -> None:
    """Put the value of `FIELD=VALUE` or `FIELD.FIELD=VALUE` into a record."""
    path, equals, text = word.partition("=")
    if not equals:
        raise ValueRefused(f"“{word[:60]}” has no = in it", "Write FIELD=VALUE, such as severity=high.")
    first, *rest = (step.strip() for step in path.split("."))
    if first not in kind.fields:
        near = nearest(first, kind.fields, most=3, at_least=0)
        raise ValueRefused(f"{kind.said} has no field “{first[:40]}”", f"The nearest are {', '.join(near)}.")
    value = value_of(text.strip())
    if value is None:
        raise ValueRefused(f"--set gives {path.strip()} no value", "Give it one, or leave it out.")
    held = record
    for step in [first, *rest][:-1]:
        inner = held.setdefault(step, {})
        if not isinstance(inner, dict):
            raise ValueRefused(f"“{word[:60]}” sets a field twice", "Say it once.")
        held = inner
    held[[first, *rest][-1]] = value


def _formed(session: Session, entry: Entry, path: tuple[str, ...], record: dict[str, Any]) -> Any:
    """The record as it will be written: short where the block's last item is short, or has none, and a short form can hold it."""
    halves = split(entry.text)
    tree, _ = read_front(halves) if isinstance(halves, Halves) else (None, [])
    items = (tree or {}).get(path[0])
    last = list(items.values())[-1] if isinstance(items, dict) and items else ""
    if not isinstance(last, str):
        return record
    short = narrow(path, record, known_people(tree or {}, session.team))
    return record if short is None else short
