"""Every field that names something by its id, and what it may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from acctplan.model.block import BLOCKS, ITEM_BLOCKS
from acctplan.model.plan import Plan
from acctplan.nearest import nearest
from acctplan.planfile.dates import readings

from ._context import Context

OURS, THEIRS, PERSON = "ours", "theirs", "person"
REASON_BLOCKS = ("risks", "opportunities", "goals", "questions", "movements", "initiatives", "units")
ONE_PERSON = {
    "owner": OURS, "goals.*.owner": OURS, "goals.*.key_results.*.owner": PERSON, "goals.*.said_by": THEIRS,
    "goals.*.stakeholder": THEIRS, "goals.*.agreed_by": THEIRS, "risks.*.owner": OURS, "risks.*.raised_to": OURS,
    "opportunities.*.owner": OURS, "actions.*.owner": PERSON, "milestones.*.owner": PERSON, "questions.*.owner": PERSON,
    "questions.*.of": PERSON, "renewal.owner": OURS, "our_goals.*.owner": OURS, "units.*.owner": PERSON,
    "units.*.introduced_by": PERSON, "reviews.*.by": OURS, "value.*.agreed_by": THEIRS, "asks.*.from": PERSON,
    "voice.*.who": THEIRS, "stakeholders.*.reports_to": THEIRS, "relations.*.from": THEIRS, "relations.*.to": THEIRS,
}  # fmt: skip
_FIELDS = {
    **ONE_PERSON, "team.@": OURS, "contributors": OURS, "stakeholders.*.known_by": OURS, "actions.*.with": PERSON,
    "reviews.*.with": PERSON, "contact_rules.@": THEIRS, "touchpoints.@": PERSON, "initiatives.*.cares": PERSON,
    "stakeholders.*.unit": "unit", "goals.*.unit": "unit", "opportunities.*.unit": "unit", "initiatives.*.unit": "unit",
    "units.*.depends_on": "unit", "units.*.products": "product", "opportunities.*.product": "product", "revenue.@": "product",
    "initiatives.*.goals": "goal", "risks.*.blocks": "aim", "actions.*.because": "reason", "milestones.*.because": "reason",
    "goals.*.because": "reason", "swot.*.*.leads_to": "item", "insights.*.leads_to": "item", "insights.*.from": "item",
    "health.*.evidence": "evidence", "value.*.evidence": "evidence", "movements.*.touches": "block", "confirmed.@": "block",
}  # fmt: skip
AIMS = ("goals", "milestones", "opportunities", "success_criteria", "initiatives", "units")


class Reference(NamedTuple):
    """A value that names something: where it stands, what kind of thing it should name."""

    path: tuple[str, ...]
    value: str
    kind: str
    pattern: str


def references(plan: Plan) -> Iterator[Reference]:
    """Every reference of a plan, field by field."""
    for pattern, kind in _FIELDS.items():
        for path, value in _matches(plan.tree, tuple(pattern.split(".")), ()):
            for named in value if isinstance(value, list) else [value]:
                if isinstance(named, str) and named.strip():
                    yield Reference(path, named, kind, pattern)


def _matches(value: Any, steps: tuple[str, ...], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not steps:
        yield path, value
    elif steps[0] == "@":
        yield from (((*path, key), key) for key in value) if isinstance(value, dict) else ()
    elif steps[0] == "*":
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in inner:
            yield from _matches(item, steps[1:], (*path, str(key)))
    elif isinstance(value, dict) and steps[0] in value:
        yield from _matches(value[steps[0]], steps[1:], (*path, steps[0]))


def asks_for_person(path: tuple[str, ...]) -> bool:
    """Whether the field at a path names people, of ours or any."""
    return any(
        kind in (OURS, PERSON) and len(steps) == len(path) and all(step in ("*", name) for step, name in zip(steps, path, strict=True))
        for steps, kind in ((pattern.split("."), kind) for pattern, kind in _FIELDS.items())
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
        results = {key for goal in self.plan.goals.values() for key in goal.key_results}
        challenges = set(self.plan.purchase.challenges) if self.plan.purchase else set()
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
            "aim": frozenset(key for block in AIMS for key in self.within(block)),
            "reason": frozenset(key for block in REASON_BLOCKS for key in self.within(block)),
            "item": self.items,
            "block": frozenset(BLOCKS),
        }

    def within(self, block: str) -> tuple[str, ...]:
        """Ids of a block as written, also of items that do not fit their fields."""
        value = self.plan.tree.get(block)
        return tuple(value) if isinstance(value, dict) else ()

    def like(self, reference: Reference) -> str:
        """The id that was likely meant: of the person with that name, else the nearest; empty if none is near."""
        known = (self.items | self.facts if reference.kind == "evidence" else self.known[reference.kind]) or frozenset()
        people = {member.name: key for key, member in self.context.team.members.items()}
        people |= {person.name: key for key, person in self.plan.stakeholders.items()}
        by_name = {name.casefold(): key for name, key in people.items() if name and key in known}
        near = nearest(reference.value, known)
        return by_name.get(reference.value.casefold(), near[0] if near else "")
