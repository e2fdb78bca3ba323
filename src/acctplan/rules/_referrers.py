"""What in a plan names a given item: what would point at nothing if the item went."""

from __future__ import annotations

from acctplan.model.plan import Plan
from acctplan.model.reference import AIM_BLOCKS, OURS, PERSON, REASON_BLOCKS, THEIRS

from ._references import Reference, references

_BLOCKS = {
    OURS: (), THEIRS: ("stakeholders",), PERSON: ("stakeholders",), "unit": ("units",), "goal": ("goals",), "aim": AIM_BLOCKS,
    "reason": REASON_BLOCKS,
}  # fmt: skip
_ANY = ("item", "evidence")


def referrers(plan: Plan, path: tuple[str, ...]) -> tuple[Reference, ...]:
    """Every reference to the item at a path from outside it, in the order of the fields that refer; each place once."""
    key = path[-1]
    names = {key, f"{path[0]}.{key}"}
    found = (
        reference
        for reference in references(plan)
        if reference.value in names and reference.path[: len(path)] != path and _may_name(reference.kind, path)
    )
    return tuple(dict.fromkeys(found))


def _may_name(kind: str, path: tuple[str, ...]) -> bool:
    """Whether a reference of a kind can mean an item that stands at a path."""
    return kind in _ANY or (len(path) == 2 and path[0] in _BLOCKS.get(kind, ()))
