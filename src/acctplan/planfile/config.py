"""The book's other YAML files: settings, team and facts. One syntax, one loader, one kind of fault."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from acctplan.model.facts import Facts, facts_of
from acctplan.model.finding import Fault, Position
from acctplan.model.settings import Settings, section_type
from acctplan.model.team import Member, Team

from .decode import decode
from .events import Refused
from .misfit import misfit
from .nodes import Node, read_nodes
from .readers import reader_for
from .scan import conflict, hidden_characters, misread
from .tree import read_tree
from .validate import without

T = TypeVar("T")
_ROUNDS = 8


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
            misfits.append(misfit((key,), {"type": "extra_forbidden"}, Settings._fields))
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
    return _typed(TypeAdapter(kind).validate_python, raw, tuple(getattr(kind, "model_fields", ())), (key,))


def parse_team(data: bytes) -> Read[Team]:
    """Our people by id."""
    tree, faults = _tree(data)
    members: dict[str, Member] = {}
    misfits: list[Fault] = []
    for key, value in tree.items():
        typed, found = _typed(
            Member.model_validate, value if isinstance(value, dict) else {"name": value}, tuple(Member.model_fields), (key,)
        )
        misfits += found
        members[key] = typed or Member()
    return Read(Team(members), (*faults, *_placed(data, misfits)))


def parse_facts(data: bytes) -> Read[Facts]:
    """What other systems say about one account."""
    tree, faults = _tree(data)
    return Read(facts_of(tree), tuple(faults))


def _tree(data: bytes) -> tuple[dict[str, Any], list[Fault]]:
    text = decode(data)
    if isinstance(text, Fault):
        return {}, [text]
    text = text.removeprefix("\ufeff")
    merge = conflict(text)
    if merge:
        return {}, [merge]
    found = [*hidden_characters(text), *misread(text)]
    try:
        tree, duplicates = read_tree(text)
    except Refused as refused:
        return {}, found or [refused.fault]
    if tree is not None and not isinstance(tree, dict):
        return {}, [Fault("AP100", "This file must hold fields: a name, a colon and a value a line.", at=Position())]
    return tree or {}, [*found, *duplicates]


def _typed(validate: Callable[[Any], Any], tree: Any, known: tuple[str, ...], above: tuple[str, ...] = ()) -> tuple[Any, list[Fault]]:
    faults: list[Fault] = []
    value = tree
    for _ in range(_ROUNDS):
        try:
            return validate(value), faults
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
        for detail in details:
            steps = tuple(str(step) for step in detail["loc"])
            faults.append(misfit(above + steps, detail, known if len(steps) == 1 else ()))
            value = without(value, steps)
        if value is None:
            break
    return None, faults


def _placed(data: bytes, faults: list[Fault]) -> list[Fault]:
    if not faults:
        return []
    root = read_nodes(data.decode("utf-8").removeprefix("\ufeff"))
    return [Fault(fault.code, fault.message, fault.path, _place(root, fault.path)) for fault in faults]


def _place(root: Node | None, path: tuple[str, ...]) -> Position:
    node, best = root, None
    for step in path:
        entry = node.child(step) if node is not None else None
        if entry is None:
            break
        best = entry[1] if entry[1].kind == "scalar" and entry[1].value is not None else entry[0] or entry[1]
        node = entry[1]
    return Position(best.line + 1, best.column + 1) if best is not None else Position()
