"""A new item of a plan: its words, an id made from them, and fields that fit its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from acctplan.analysis.kinds import KINDS, Kind, kind_named
from acctplan.errors import ValueRefused
from acctplan.model.edit import Edit
from acctplan.model.identifier import is_slug, mint
from acctplan.named_tuple import NamedTuple
from acctplan.nearest import nearest
from acctplan.planfile.narrow import narrow
from acctplan.planfile.parse import read_front
from acctplan.planfile.paths import value_of
from acctplan.planfile.split import Halves, split
from acctplan.planfile.widen import known_people, widen_action, widen_measure, widen_signal

from .items import Path, record_at, taken_ids
from .places import with_me

if TYPE_CHECKING:
    from acctplan.model.book import Entry
    from acctplan.model.plan import Plan

    from .context import Session

_ELSEWHERE = {
    "movement": 'Record it: acctplan record {plan} TYPE "What happened".',
    "review": "Hold it: acctplan review {plan}.",
}


class Wanted(NamedTuple):
    """What the command line says of a new item besides its words."""

    owner: str = ""
    due: str = ""
    because: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    key: str = ""
    to: str = ""


class Added(NamedTuple):
    """The edit that adds an item, the path to tell of, and the item's id: of a signal, which has none, its place."""

    edit: Edit
    place: str
    key: str


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


def new_item(session: Session, entry: Entry, kind: Kind, text: str, wanted: Wanted) -> Added:
    """The edit that adds the item. Raises ValueRefused for words that are there already, a field the kind has not, an id that is taken."""
    plan = session.plan(entry)
    parent = _parent(plan, kind, wanted.to)
    record = _record(session, plan, kind, parent, text, wanted)
    words = str(record[kind.text])
    if kind.name == "signal":
        return _signal(session, entry, parent, record, wanted)
    held = record_at(plan, parent)
    same = [key for key, item in held.items() if isinstance(item, dict) and _alike(item.get(kind.text), words)]
    if same and not wanted.key:
        raise ValueRefused(f"{'.'.join(parent)}.{same[0]} says this already", "Say it in other words, or give --id to add it all the same.")
    taken = taken_ids(session, plan)
    if wanted.key and not is_slug(wanted.key):
        raise ValueRefused(f"“{wanted.key[:60]}” is no id", "Give lower-case words joined by hyphens, 60 characters at most.")
    if wanted.key in taken:
        raise ValueRefused(f"the id {wanted.key} is taken", "Choose another, or leave --id out.")
    key = wanted.key or mint(words, taken)
    written = _formed(session, entry, parent, key, record)
    short_measure = kind.name == "key-result" and isinstance(written, str)
    return Added(Edit("add", (*parent, words if short_measure else key), written), ".".join((*parent, key)), key)


def _parent(plan: Plan, kind: Kind, to: str) -> Path:
    """What a new item stands in: its block, or the goal or opportunity that --to names, the only one without."""
    if not kind.inside or kind.block == "purchase":
        if to:
            raise ValueRefused(f"{kind.said} belongs to the plan itself", "Leave --to out.")
        return (kind.block, kind.inside) if kind.inside else (kind.block,)
    owner = next(other for other in KINDS.values() if other.block == kind.block and not other.inside)
    known = tuple(record_at(plan, (kind.block,)))
    if not to and len(known) == 1:
        return (kind.block, known[0], kind.inside)
    named = to.removeprefix(f"{kind.block}.")
    if named not in known:
        near = nearest(named, known, most=3, at_least=0) if to else known[:6]
        act = f"Say which: --to {' or '.join(near)}." if near else f"Add {owner.said} first."
        raise ValueRefused(f"there is no {owner.name} “{to[:60]}”" if to else f"{kind.said} belongs to {owner.said}", act)
    return (kind.block, named, kind.inside)


def _signal(session: Session, entry: Entry, parent: Path, record: dict[str, Any], wanted: Wanted) -> Added:
    """A signal at the end of its opportunity's, which know no ids; seen today unless it says when."""
    if wanted.key:
        raise ValueRefused("a signal has no id", "Leave --id out.")
    record = {"seen_on": session.today.isoformat(), **record}
    there = record_at(session.plan(entry), parent[:-1]).get("signals") or []
    if any(
        isinstance(item, dict) and item.get("seen_on") == record["seen_on"] and _alike(item.get("what"), record["what"]) for item in there
    ):
        raise ValueRefused(f"{'.'.join(parent)} has this already", "Say what is new.")
    place = ".".join((*parent, str(len(there))))
    return Added(Edit("append", parent, _formed(session, entry, parent, str(len(there)), record)), place, ".".join(place.split(".")[1:]))


def _alike(one: Any, other: str) -> bool:
    return isinstance(one, str) and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _record(session: Session, plan: Plan, kind: Kind, parent: Path, text: str, wanted: Wanted) -> dict[str, Any]:
    """The item's fields in long form, in the field's order; the words may be typed in the item's short form."""
    if not text.strip():
        raise ValueRefused("nothing was said of what to add", "Say it in a line.")
    record = _typed(session, plan, kind, text.strip())
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
        _put(session, kind, record, word)
    named = {field: with_me(session, (*parent, "", field), value) for field, value in record.items()}
    return {field: named[field] for field in kind.fields if field in named}


def _typed(session: Session, plan: Plan, kind: Kind, text: str) -> dict[str, Any]:
    """The fields that the words alone give."""
    if kind.name == "action":
        found: dict[str, Any] = widen_action(text, known_people(plan.tree, session.team))
        return found
    if kind.name == "signal":
        dated = widen_signal(text)
        undated = widen_signal(f"{session.today} {text}")
        return dated if isinstance(dated, dict) else undated if isinstance(undated, dict) else {kind.text: text}
    if kind.name == "key-result":
        metric, _, rest = text.rpartition(": ")
        measure = widen_measure(metric, rest)[1]
        if not metric.strip() and isinstance(measure, dict):
            raise ValueRefused("a key result needs the name of what is measured", f'Write it first: "Shops on rosters: {rest[:40]}".')
        return measure if isinstance(measure, dict) else {kind.text: text}
    return {kind.text: text}


def _day(session: Session, said: str) -> str:
    from .days import day_said

    return day_said(said, session.today) if said else ""


def _put(session: Session, kind: Kind, record: dict[str, Any], word: str) -> None:
    """Put the value of `FIELD=VALUE` or `FIELD.FIELD=VALUE` into a record."""
    path, equals, text = word.partition("=")
    if not equals:
        raise ValueRefused(f"“{word[:60]}” has no = in it", "Write FIELD=VALUE, such as severity=high.")
    first, *rest = (step.strip() for step in path.split("."))
    if first not in kind.fields:
        near = nearest(first, kind.fields, most=3, at_least=0)
        raise ValueRefused(f"{kind.said} has no field “{first[:40]}”", f"The nearest are {', '.join(near)}.")
    value = value_of(text.strip())
    if not value:
        raise ValueRefused(f"--set gives {path.strip()} no value", "Give it one, or leave it out.")
    if isinstance(value, str) and (first.endswith("_on") or first == "due"):
        value = _day(session, value)
    held = record
    for step in [first, *rest][:-1]:
        inner = held.setdefault(step, {})
        if not isinstance(inner, dict):
            raise ValueRefused(f"“{word[:60]}” sets a field twice", "Say it once.")
        held = inner
    held[[first, *rest][-1]] = value


def _formed(session: Session, entry: Entry, parent: Path, key: str, record: dict[str, Any]) -> Any:
    """The record as it will be written: short where the last one beside it is short, or none is there, and a short form can hold it."""
    halves = split(entry.text)
    tree, _ = read_front(halves) if isinstance(halves, Halves) else (None, [])
    beside: Any = tree or {}
    for step in parent:
        beside = beside.get(step) if isinstance(beside, dict) else None
    known = list(beside.values()) if isinstance(beside, dict) else beside if isinstance(beside, list) else []
    if known and not isinstance(known[-1], str):
        return record
    short = narrow((*parent, key), record, known_people(tree or {}, session.team))
    return record if short is None else short
