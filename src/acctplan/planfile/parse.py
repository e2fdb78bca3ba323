"""A plan's text to a Plan and its faults: the one way in, for lint, diff, history, editor and server alike."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, NamedTuple

from acctplan.model.finding import Fault, Position
from acctplan.model.period import CALENDAR, FiscalYear
from acctplan.model.plan import Plan

from .decode import decode
from .events import Refused
from .scan import conflict, hidden_characters, misread
from .split import Halves, split
from .tree import read_tree
from .validate import validate
from .widen import widen

UNTRUSTED = frozenset({"AP100", "AP103", "AP104", *(f"AP{number}" for number in range(111, 119))})


class Parsed(NamedTuple):
    """What a text says. `plan` is None where nothing can be trusted; `faults` are in file order of discovery."""

    plan: Plan | None
    faults: tuple[Fault, ...]

    @property
    def broken(self) -> Fault | None:
        """The first fault that forbids a write, if any."""
        return next((fault for fault in self.faults if fault.code in UNTRUSTED), None)


def parse_bytes(data: bytes, plan_id: str, people: Container[str] = (), fiscal: FiscalYear = CALENDAR) -> Parsed:
    """A plan from the bytes of its file."""
    text = decode(data)
    return Parsed(None, (text,)) if isinstance(text, Fault) else parse(text, plan_id, people, fiscal)


def parse(text: str, plan_id: str, people: Container[str] = (), fiscal: FiscalYear = CALENDAR) -> Parsed:
    """A plan from its text. `people` are our own ids, which tell an owner from a reason in a short action."""
    open_merge = conflict(text)
    if open_merge:
        return Parsed(None, (open_merge,))
    halves = split(text)
    if isinstance(halves, Fault):
        return Parsed(None, (halves,))
    hidden = list(hidden_characters(text))
    tree, reading = read_front(halves)
    if tree is None:
        return Parsed(None, (*hidden, *_unexplained(reading, hidden)))
    faults = [*hidden, *reading]
    wide = widen(tree, people)
    typed = validate(wide, fiscal=fiscal)
    faults += typed.faults
    plan = Plan(id=plan_id, tree=wide, body=halves.body, **typed.values)
    return Parsed(plan, tuple(faults))


def _unexplained(faults: list[Fault], hidden: list[Fault]) -> list[Fault]:
    """Faults of reading that no character nobody can see explains: one on that line, or where reading stopped after it."""
    lines = {fault.at.line for fault in hidden if fault.at}
    stops = min(lines, default=0) or None
    return [
        fault
        for fault in faults
        if fault.at is None or not (fault.at.line in lines or (fault.code == "AP100" and stops and stops < fault.at.line))
    ]


def read_front(halves: Halves) -> tuple[dict[str, Any] | None, list[Fault]]:
    """The front matter's tree, None if it cannot be read, and its faults with positions in the whole file."""
    faults = list(misread(halves.front))
    try:
        tree, duplicates = read_tree(halves.front)
    except Refused as refused:
        explained = faults and refused.fault.code != "AP111"
        return None, [_shifted(fault) for fault in (faults if explained else [*faults, refused.fault])]
    faults += duplicates
    if tree is None:
        faults.append(Fault("AP100", "No field stands between the two ---. Add at least account.", at=Position()))
    elif not isinstance(tree, dict):
        faults.append(
            Fault(
                "AP100",
                "Between the two --- stands text, not fields. Write account, a colon and the name.",
                at=Position(),
            )
        )
        tree = None
    return tree, [_shifted(fault) for fault in faults]


def _shifted(fault: Fault) -> Fault:
    return fault._replace(at=Position(fault.at.line + 1, fault.at.column)) if fault.at else fault
