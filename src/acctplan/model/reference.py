"""Every field that names something by its id, and what kind of thing it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

OURS, THEIRS, PERSON = "ours", "theirs", "person"
REASON_BLOCKS = ("risks", "opportunities", "goals", "questions", "movements", "initiatives", "units")
AIM_BLOCKS = ("goals", "milestones", "opportunities", "success_criteria", "initiatives", "units")
ONE_PERSON = {
    "owner": OURS, "goals.*.owner": OURS, "goals.*.key_results.*.owner": PERSON, "goals.*.said_by": THEIRS,
    "goals.*.stakeholder": THEIRS, "goals.*.agreed_by": THEIRS, "risks.*.owner": OURS, "risks.*.raised_to": OURS,
    "opportunities.*.owner": OURS, "actions.*.owner": PERSON, "milestones.*.owner": PERSON, "questions.*.owner": PERSON,
    "questions.*.of": PERSON, "renewal.owner": OURS, "our_goals.*.owner": OURS, "units.*.owner": PERSON,
    "units.*.introduced_by": PERSON, "reviews.*.by": OURS, "value.*.agreed_by": THEIRS, "asks.*.from": PERSON,
    "voice.*.who": THEIRS, "stakeholders.*.reports_to": THEIRS, "relations.*.from": THEIRS, "relations.*.to": THEIRS,
}  # fmt: skip
REFERENCES = {
    **ONE_PERSON, "team.@": OURS, "contributors": OURS, "stakeholders.*.known_by": OURS, "actions.*.with": PERSON,
    "reviews.*.with": PERSON, "contact_rules.@": THEIRS, "touchpoints.@": PERSON, "initiatives.*.cares": PERSON,
    "stakeholders.*.unit": "unit", "goals.*.unit": "unit", "opportunities.*.unit": "unit", "initiatives.*.unit": "unit",
    "units.*.depends_on": "unit", "units.*.products": "product", "opportunities.*.product": "product", "revenue.@": "product",
    "initiatives.*.goals": "goal", "risks.*.blocks": "aim", "actions.*.because": "reason", "milestones.*.because": "reason",
    "goals.*.because": "reason", "swot.*.*.leads_to": "item", "insights.*.leads_to": "item", "insights.*.from": "item",
    "health.*.evidence": "evidence", "value.*.evidence": "evidence", "movements.*.touches": "block", "confirmed.@": "block",
}  # fmt: skip
"""Kind of thing by key path: `*` is any item or place, `@` the keys themselves."""
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "stakeholders": (THEIRS, PERSON), "units": ("unit", "aim", "reason"), "goals": ("goal", "aim", "reason"),
    "milestones": ("aim",), "opportunities": ("aim", "reason"), "success_criteria": ("aim",), "initiatives": ("aim", "reason"),
    "risks": ("reason",), "questions": ("reason",), "movements": ("reason",),
}  # fmt: skip
"""Kinds of reference that may name an item of a block, beside `item` and `evidence`, which may name any."""


def matches(value: Any, steps: tuple[str, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Path and value of every place of a tree that the steps of a reference's pattern lead to."""
    if not steps:
        yield path, value
    elif steps[0] == "@":
        yield from (((*path, key), key) for key in value) if isinstance(value, dict) else ()
    elif steps[0] == "*":
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in inner:
            yield from matches(item, steps[1:], (*path, str(key)))
    elif isinstance(value, dict) and steps[0] in value:
        yield from matches(value[steps[0]], steps[1:], (*path, steps[0]))
