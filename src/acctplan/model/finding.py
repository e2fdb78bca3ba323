"""Faults and findings: what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from acctplan.named_tuple import NamedTuple

Severity = Literal["error", "warning", "info"]
RANK: dict[str, int] = {"info": 1, "warning": 2, "error": 3, "never": 4}


class Position(NamedTuple):
    """Where in a file: line and column count from 1, in characters."""

    line: int = 1
    column: int = 1


class Fault(NamedTuple):
    """Something wrong in one text. `path` is the key path; `at` is set where no key path can say the place.

    `offer` is what was likely meant by the value, or by the name of an unknown field; empty where nothing is likely.
    """

    code: str
    message: str
    path: tuple[str, ...] = ()
    at: Position | None = None
    severity: Severity | None = None
    arguments: tuple[str, ...] = ()
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault as it is reported: judged, named and placed."""

    code: str
    name: str
    severity: Severity
    plan: str
    file: str
    line: int
    column: int
    path: str
    message: str
    fix: Literal["none", "safe", "unsafe"]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that somebody asked not to hear of: in a comment, for the whole plan, for its path, or by the baseline."""

    finding: Finding
    how: Literal["comment", "plan", "path", "baseline"]
    reason: str
