"""A period that was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Snapshot:
    """A period's tag: the commit it stands for, when and by whom it was made, its message; `plans` is None where they were not counted."""

    period: str
    tag: str
    commit: str
    committed_on: date
    made_on: date
    by: str
    message: str
    plans: int | None = None


@dataclass(frozen=True)
class KeptTag:
    """A period's tag as git has it, whatever it holds.

    `name` is the name it was made under, empty for a tag without a note of its own; `commit` is None where it holds no commit;
    `settings` is the digest of acctplan.yaml there; `reachable` says whether a branch still leads to it.
    """

    period: str
    tag: str
    name: str
    annotated: bool
    commit: str | None
    committed_on: date | None
    message: str
    signed: bool = False
    reachable: bool = True
    settings: str = ""
