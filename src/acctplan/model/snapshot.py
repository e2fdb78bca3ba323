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
