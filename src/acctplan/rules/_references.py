"""Every field that names something by its id, and what it may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from acctplan.model.block import BLOCKS, ITEM_BLOCKS
from acctplan.model.plan import Plan
from acctplan.model.reference import AIM_BLOCKS, OURS, PERSON, REASON_BLOCKS, REFERENCES, THEIRS, matches
from acctplan.named_tuple import NamedTuple
from acctplan.nearest import nearest
from acctplan.planfile.dates import readings

from ._context import Context
from ._once import once

_STEPS = {pattern: (tuple(pattern.split(".")), kind) for pattern, kind in REFERENCES.items()}


class Reference(NamedTuple):
    """A value that names something: where it stands, what kind of thing it should name."""

    path: tuple[str, ...]
    value: str
    kind: str
    pattern: str


@once
def references(plan: Plan) -> tuple[Reference, ...]:
    """Every reference of a plan, field by field."""
    return tuple(
        Reference(path, named, kind, pattern)
        for pattern, (steps, kind) in _STEPS.items()
        if steps[0] in plan.tree
        for path, value in matches(plan.tree, steps)
        for named in (value if isinstance(value, list) else (value,))
        if isinstance(named, str) and named.strip()
    )


def asks_for_person(path: tuple[str, ...]) -> bool:
    """Whether the field at a path names people, of ours or any."""
    return any(
        kind in (OURS, PERSON) and len(steps) == len(path) and all(step in ("*", name) for step, name in zip(steps, path, strict=True))
        for steps, kind in _STEPS.values()
    )


def looks_dated(reference: Reference) -> bool:
    """Whether a reason is a date that reading did not take for one: another rule says so."""
    return reference.kind == "reason" and any(map(str.isdigit, reference.value)) and readings(reference.value) is not None


class Names:
    """What a plan's references may name, by kind. A kind that cannot be known here is None: nothing is unknown of it."""

    def __init__(self, plan: Plan, context: Context) -> None:
        self.plan = plan
        self.context = context

    def unknown(self) -> Iterator[Reference]:
        """References that name nothing."""
        return (reference for reference in references(self.plan) if not self.know(reference))

    def know(self, reference: Reference) -> bool:
        """Whether what a reference names is there, or cannot be looked up here."""
        value = reference.value
        if reference.kind == "evidence":
            if value.startswith("facts."):
                return self.context.facts is None or ".".join(value.split(".")[:3]) in self.facts
            return " " in value or "://" in value or value in self.items
        known = self.known[reference.kind]
        return known is None or value in known

    @cached_property
    def items(self) -> frozenset[str]:
        """Ids of all items, those inside goals and the purchase too; also as `block.id`."""
        ids = {name for block in ITEM_BLOCKS for key in self.within(block) for name in (key, f"{block}.{key}")}
        goals, purchase = (self.plan.tree.get(block) for block in ("goals", "purchase"))
        results = {key for goal in (goals.values() if isinstance(goals, dict) else ()) for key in _keys(goal, "key_results")}
        challenges = set(_keys(purchase, "challenges"))
        return frozenset(ids | results | challenges | set(self.within("research")))

    @cached_property
    def facts(self) -> frozenset[str]:
        """Paths of facts, groups too."""
        groups = self.context.facts.groups if self.context.facts else {}
        return frozenset({f"facts.{group}.{name}" for group, values in groups.items() for name in values} | {f"facts.{g}" for g in groups})

    @cached_property
    def known(self) -> Mapping[str, frozenset[str] | None]:
        """The known names by kind; evidence apart."""
        ours = frozenset(self.context.team) or None
        theirs = frozenset(self.within("stakeholders"))
        return {
            OURS: ours,
            THEIRS: theirs,
            PERSON: ours | theirs if ours else None,
            "unit": frozenset(self.within("units")),
            "product": frozenset(self.context.settings.products) or None,
            "goal": frozenset(self.within("goals")),
            "aim": frozenset(key for block in AIM_BLOCKS for key in self.within(block)),
            "reason": frozenset(key for block in REASON_BLOCKS for key in self.within(block)),
            "item": self.items,
            "block": frozenset(BLOCKS),
        }

    def within(self, block: str) -> tuple[str, ...]:
        """Ids of a block as written, also of items that do not fit their fields."""
        return _keys(self.plan.tree, block)

    def like(self, reference: Reference) -> str:
        """The id that was likely meant: of the person with that name, else the nearest; empty if none is near."""
        known = (self.items | self.facts if reference.kind == "evidence" else self.known[reference.kind]) or frozenset()
        people = {member.name: key for key, member in self.context.team.members.items()}
        people |= {person.name: key for key, person in self.plan.stakeholders.items()}
        by_name = {name.casefold(): key for name, key in people.items() if name and key in known}
        near = nearest(reference.value, known)
        return by_name.get(reference.value.casefold(), near[0] if near else "")


def _keys(record: Any, field: str) -> tuple[str, ...]:
    """Ids below a field of a record as written; none where it holds none."""
    value = record.get(field) if isinstance(record, Mapping) else None
    return tuple(value) if isinstance(value, dict) else ()
