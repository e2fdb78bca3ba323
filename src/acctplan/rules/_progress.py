"""How far a key result has come."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acctplan.model.goal import KeyResult


def progress(result: KeyResult) -> Decimal | None:
    """The way done of the way from baseline to target: 1 at the target, below 0 on the wrong side of the baseline.

    None where a number is missing or there is no way to go.
    """
    start, end, now = result.baseline, result.target, result.current
    if start is None or end is None or now is None or start == end:
        return None
    return (now - start) / (end - start)
