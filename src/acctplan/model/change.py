"""One difference between two states of a plan."""

from __future__ import annotations

from typing import Any, Literal

from acctplan.named_tuple import NamedTuple


class Change(NamedTuple):
    """An item added or removed as a whole, or one field changed.

    `path` is the key path; `old` and `new` are long-form values, None where absent; `score` tells how sure a rename is (0 to 1).
    `source` is `synced` for what a mechanical commit did.
    """

    plan: str
    path: tuple[str, ...]
    kind: Literal["added", "removed", "changed", "moved", "renamed"]
    source: Literal["human", "synced", "cosmetic"]
    old: Any = None
    new: Any = None
    score: float | None = None
