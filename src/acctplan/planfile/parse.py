"""A plan's text to a Plan and its faults: the one way in, for lint, diff, history, editor and server alike."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from acctplan.model.finding import Fault, Position
from acctplan.model.period import CALENDAR, FiscalYear
from acctplan.model.plan import Plan
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from .decode import decode
from .reading import read_checked, unexplained
from .scan import conflict, hidden_characters
from .split import Halves, split
from .validate import validate
from .widen import widen

_OTHER = Pattern(r"(?:---\r?\n)?\s*(?P<field>account:[ \t].*?)^---\r?$", re.MULTILINE | re.DOTALL)
UNTRUSTED = frozenset({"AP100", "AP103", "AP104", *(f"AP{number}" for number in range(111, 119))})


class Parsed(NamedTuple):
    """What a text says. `plan` is None where nothing can be trusted; `faults` are in file order of discovery."""

    plan: Plan | None
    faults: tuple[Fault, ...]

    @property
    def broken(self) -> Fault | None:
        """The first fault that forbids a write, if any."""
        return next((fault for fault in self.faults if fault.code in UNTRUSTED), None)


def parse_bytes(
    data: bytes, plan_id: str, people: Container[str] = (), fiscal: FiscalYear = CALENDAR, typed: Container[str] | None = None
) -> Parsed:
    """A plan from the bytes of its file."""
    text = decode(data)
    return Parsed(None, (text,)) if isinstance(text, Fault) else parse(text, plan_id, people, fiscal, typed)


def parse(
    text: str, plan_id: str, people: Container[str] = (), fiscal: FiscalYear = CALENDAR, typed: Container[str] | None = None
) -> Parsed:
    """A plan from its text. `people` are our own ids, which tell an owner from a reason in a short action.

    With `typed`, only the values of these blocks are read and judged; the tree is whole in any case.
    """
    open_merge = conflict(text)
    if open_merge:
        return Parsed(None, (open_merge,))
    halves = split(text)
    if isinstance(halves, Fault):
        return Parsed(None, (halves,))
    hidden = list(hidden_characters(text))
    tree, reading = read_front(halves)
    if tree is None:
        return Parsed(None, (*hidden, *unexplained(reading, hidden)))
    faults = [*hidden, *reading, *_second(halves, text)]
    wide = widen(tree, people)
    values = validate(wide if typed is None else {key: value for key, value in wide.items() if key in typed}, fiscal=fiscal)
    faults += _told_once(values.faults) if hidden else values.faults
    plan = Plan(id=plan_id, tree=wide, body=halves.body, **values.values)
    return Parsed(plan, tuple(faults))


def parse_tree(data: bytes, people: Container[str] = ()) -> tuple[dict[str, Any], str] | None:
    """Fields in long form and body of a version, as `parse_bytes` would have them, without judging any value; None if unreadable."""
    text = decode(data)
    if isinstance(text, Fault) or conflict(text):
        return None
    halves = split(text)
    if isinstance(halves, Fault):
        return None
    tree, _ = read_front(halves)
    return None if tree is None else (widen(tree, people), halves.body)


def _told_once(faults: list[Fault]) -> list[Fault]:
    """Without the unknown fields whose name holds a hidden character: that is said already."""
    return [fault for fault in faults if fault.code != "AP101" or not any(hidden_characters(fault.path[-1]))]


def _second(halves: Halves, text: str) -> list[Fault]:
    """AP114 where the body begins with the fields of another plan."""
    other = _OTHER.match(halves.body)
    if other is None:
        return []
    line = text.count("\n", 0, text.index("\n", halves.end) + 1 + other.start("field")) + 1
    return [Fault("AP114", "A second set of fields starts here, and only the first counts. Keep one.", at=Position(line))]


def read_front(halves: Halves) -> tuple[dict[str, Any] | None, list[Fault]]:
    """The front matter's tree, None if it cannot be read, and its faults with positions in the whole file."""
    tree, faults, readable = read_checked(halves.front)
    if readable and not isinstance(tree, dict):
        why = "No field stands between the two ---. Add at least account."
        if tree is not None:
            why = "Between the two --- stands text, not fields. Write account, a colon and the name."
        faults.append(Fault("AP100", why, at=Position()))
    return tree if isinstance(tree, dict) else None, [_shifted(fault) for fault in faults]


def _shifted(fault: Fault) -> Fault:
    return fault._replace(at=Position(fault.at.line + 1, fault.at.column)) if fault.at else fault
