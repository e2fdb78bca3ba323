"""All texts of a plan, wherever they stand."""

from __future__ import annotations

from typing import Any

from acctplan.model.plan import Plan

from ._once import once

Leaf = tuple[tuple[str, ...], str]


@once
def leaves(plan: Plan) -> tuple[Leaf, ...]:
    """Every text of the fields with its key path, in file order; blanks left out."""
    found: list[Leaf] = []
    _gather(plan.tree, (), found)
    return tuple(found)


@once
def wording(plan: Plan) -> str:
    """All texts of the fields, a line each: what none of them holds, this does not hold."""
    return "\n".join(text for _, text in leaves(plan))


def _gather(value: Any, path: tuple[str, ...], found: list[Leaf]) -> None:
    for step, item in value.items() if isinstance(value, dict) else ((str(place), item) for place, item in enumerate(value)):
        if isinstance(item, str):
            found.append(((*path, step), item))
        elif item is not None:
            _gather(item, (*path, step), found)
