"""Older formats to the current one. There is one format so far."""

from __future__ import annotations

from acctplan.model.edit import Edit
from acctplan.model.plan import Plan

FORMAT = 1


def upgrade(plan: Plan) -> tuple[Edit, ...]:
    """The edits that bring a plan to the current format; none if it is current. A newer format is left alone."""
    steps = {number: edits for number, edits in _STEPS.items() if plan.format <= number}
    return tuple(edit for number in sorted(steps) for edit in steps[number])


_STEPS: dict[int, tuple[Edit, ...]] = {}
