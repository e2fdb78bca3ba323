"""What was examined, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from acctplan.report import Cell, Column, Heading, Report, Table, Tone


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, how it is, and what to do."""

    about: str
    state: Literal["fine", "note", "wrong"]
    found: str
    act: str = ""


@dataclass(frozen=True)
class Checkup:
    """All checks, in the order they were made."""

    checks: tuple[Check, ...]


_TONES: dict[str, Tone] = {"fine": "good", "note": "warn", "wrong": "bad"}


def view(result: Checkup) -> Report:
    """A table of checks."""
    rows = tuple(
        (Cell(check.about), Cell(check.state, _TONES[check.state]), Cell(f"{check.found}{' ' + check.act if check.act else ''}"))
        for check in result.checks
    )
    columns = (Column("about", least=10), Column("state", least=5), Column("found", least=30))
    return Report("doctor", "Checkup", (Heading("Checkup", 1), Table(columns, rows)), result)
