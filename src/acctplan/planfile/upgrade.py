"""Older formats, and older versions of templates, to the current ones."""

from __future__ import annotations

from collections.abc import Mapping

from acctplan.model.edit import Edit
from acctplan.model.plan import Plan

FORMAT = 1
_STEPS: Mapping[int, tuple[Edit, ...]] = {
    0: (Edit("set", ("format",), "1"),),
}
"""By format, the edits that bring a plan to the next. Format 0, before the first release, held the same fields."""


def upgrade(plan: Plan, templates: Mapping[str, int] | None = None) -> tuple[Edit, ...]:
    """The edits that bring a plan to the current format and its template's current version; none if it is current.

    `templates` holds the version of each template by name. A newer format or version is left alone.
    """
    steps = (edit for number in sorted(_STEPS) if number >= plan.format for edit in _STEPS[number])
    name, _, version = plan.template.partition("@")
    current = (templates or {}).get(name, 0)
    behind = version.isascii() and version.isdigit() and len(version) < 9 and int(version) < current
    return (*steps, *((Edit("set", ("template",), f"{name}@{current}"),) if behind else ()))
