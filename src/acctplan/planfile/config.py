"""The book's other YAML files: settings, team and facts. One syntax, one loader, one kind of fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from acctplan.model.facts import Facts, facts_of
from acctplan.model.finding import Fault, Position
from acctplan.model.settings import Settings, section_type
from acctplan.model.team import Member, Team
from acctplan.nearest import nearest

from .decode import decode
from .locate import place
from .misfit import misfit, named
from .nodes import Node, read_nodes
from .readers import reader_for
from .reading import read_checked, unexplained
from .scan import brief, conflict, hidden_characters
from .validate import fields_at, without

T = TypeVar("T")
_ROUNDS = 8
_FACTS = ("account", "organisation", "external", "crm", "usage", "support", "billing", "revenue", "contacts", "opportunities")


class Read(NamedTuple, Generic[T]):
    """What a file says, as far as it could be read, and its faults, placed."""

    value: T
    faults: tuple[Fault, ...]


def parse_settings(data: bytes) -> Read[Settings]:
    """The book's settings; the defaults stand for whatever does not fit."""
    tree, faults = _tree(data)
    values: dict[str, Any] = {}
    misfits: list[Fault] = []
    for key, raw in tree.items():
        if key not in Settings._fields:
            misfits.append(_stranger((key,), Settings._fields, "the settings"))
        elif raw is not None:
            typed, found = _section(key, raw)
            misfits += found
            values |= {key: typed} if typed is not None else {}
    return Read(Settings(**values), (*faults, *_placed(data, misfits)))


def _section(key: str, raw: Any) -> tuple[Any, list[Fault]]:
    kind = section_type(key)
    reader = reader_for(kind)
    if reader is not None:
        with suppress(ValueError, TypeError):
            return reader(raw), []
    return _typed(TypeAdapter(kind).validate_python, raw, kind, (key,))


def parse_team(data: bytes) -> Read[Team]:
    """Our people by id."""
    tree, faults = _tree(data)
    members: dict[str, Member] = {}
    misfits: list[Fault] = []
    for key, value in tree.items():
        typed, found = _typed(Member.model_validate, value if isinstance(value, dict) else {"name": value}, Member, (key,))
        misfits += found
        members[key] = typed or Member()
    return Read(Team(members), (*faults, *_placed(data, misfits)))


def parse_facts(data: bytes) -> Read[Facts]:
    """What other systems say about one account."""
    tree, faults = _tree(data)
    strangers = [_stranger((key,), _FACTS, "the facts") for key, value in tree.items() if key not in _FACTS and not isinstance(value, dict)]
    return Read(facts_of(tree), (*faults, *_placed(data, strangers)))


def _tree(data: bytes) -> tuple[dict[str, Any], list[Fault]]:
    text = decode(data)
    if isinstance(text, Fault):
        return {}, [text]
    text = text.removeprefix("\ufeff")
    merge = conflict(text)
    if merge:
        return {}, [merge]
    hidden = list(hidden_characters(text))
    tree, faults, readable = read_checked(text)
    if not readable:
        return {}, [*hidden, *unexplained(faults, hidden)]
    if tree is not None and not isinstance(tree, dict):
        return {}, [Fault("AP100", "This file must hold fields: a name, a colon and a value a line.", at=Position())]
    return tree or {}, [*hidden, *faults]


def _stranger(path: tuple[str, ...], known: Iterable[str], of: str) -> Fault:
    """AP101 for a field that a file other than a plan does not have."""
    near = nearest(path[-1], known)
    return Fault("AP101", f"“{brief(path[-1])}” is not a field of {of}. {f'Write {near[0]}.' if near else 'Remove it.'}", path)


def _typed(validate: Callable[[Any], Any], tree: Any, kind: Any, above: tuple[str, ...]) -> tuple[Any, list[Fault]]:
    faults: list[Fault] = []
    value = tree
    for _ in range(_ROUNDS):
        try:
            return validate(value), faults
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
        for detail in details:
            steps = tuple(str(step) for step in detail["loc"])
            strange = detail["type"] == "extra_forbidden"
            path = above + steps
            faults.append(_stranger(path, fields_at(kind, steps), named(path[:-1])) if strange else misfit(path, detail))
            value = without(value, steps)
        if value is None:
            break
    return None, faults


def _placed(data: bytes, faults: list[Fault]) -> list[Fault]:
    if not faults:
        return []
    root = read_nodes(data.decode("utf-8").removeprefix("\ufeff"))
    return [fault._replace(at=_position(place(root, fault.path, name=fault.code == "AP101"))) for fault in faults]


def _position(node: Node | None) -> Position:
    return Position(node.line + 1, node.column + 1) if node is not None else Position()
