"""The blocks of a plan: what each top-level key holds, in the order people expect to read them.

A block's class is named, not imported: reading a lite plan never loads the classes of a strategic one.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any, Literal

from acctplan.named_tuple import NamedTuple

Shape = Literal["value", "values", "items", "record", "records", "table"]


class Block(NamedTuple):
    """Shape and type of a top-level key.

    value: one scalar · values: a list of scalars · table: id to scalar(s) · record: one mapping of known keys ·
    records: a list of such · items: id to such. `type` is `module.Class` below `acctplan.model`.
    """

    shape: Shape
    type: str
    ids: bool = False


def _items(of: str) -> Block:
    return Block("items", of, ids=True)


BLOCKS: dict[str, Block] = {
    "account": Block("value", "scalar.Text"),
    "format": Block("value", "scalar.Whole"),
    "template": Block("value", "scalar.Text"),
    "mode": Block("value", "vocabulary.Mode"),
    "period": Block("value", "scalar.Text"),
    "organisation": Block("value", "scalar.Text"),
    "owner": Block("value", "scalar.Text"),
    "tier": Block("value", "scalar.Text"),
    "lifecycle": Block("value", "vocabulary.Lifecycle"),
    "posture": Block("value", "vocabulary.Posture"),
    "external": Block("table", "scalar.Texts"),
    "intent": Block("record", "pulse.Intent"),
    "pulse": Block("record", "pulse.Pulse"),
    "story": Block("value", "scalar.Text"),
    "team": Block("table", "team_role.Roles"),
    "contributors": Block("values", "scalar.Texts"),
    "stakeholders": _items("stakeholder.Stakeholder"),
    "contact_rules": Block("table", "vocabulary.ContactRule"),
    "relations": Block("records", "relation.Relation"),
    "units": _items("unit.Unit"),
    "goals": _items("goal.Goal"),
    "health": Block("record", "health.Health"),
    "risks": _items("risk.Risk"),
    "opportunities": _items("opportunity.Opportunity"),
    "actions": _items("action.Action"),
    "milestones": _items("milestone.Milestone"),
    "questions": _items("question.Question"),
    "movements": _items("movement.Movement"),
    "reviews": Block("items", "review.Review"),
    "confirmed": Block("table", "scalar.Day"),
    "renewal": Block("record", "renewal.Renewal"),
    "purchase": Block("record", "purchase.Purchase"),
    "success_criteria": _items("criterion.Criterion"),
    "outcomes": Block("values", "scalar.Texts"),
    "value_in_their_words": Block("values", "scalar.Texts"),
    "our_goals": _items("our_goal.OurGoal"),
    "recommended_goals": Block("values", "scalar.Texts"),
    "expectations": Block("values", "scalar.Texts"),
    "swot": Block("record", "swot.Swot"),
    "initiatives": _items("insight.Initiative"),
    "insights": _items("insight.Insight"),
    "firmographics": Block("record", "business.Firmographics"),
    "business": Block("record", "business.Business"),
    "research": Block("items", "business.Research"),
    "competitors": _items("business.Competitor"),
    "partners": Block("values", "scalar.Texts"),
    "buying_process": Block("value", "scalar.Text"),
    "arr": Block("value", "money.Amount"),
    "revenue": Block("table", "money.Amount"),
    "value": _items("value.ValueClaim"),
    "stories": Block("values", "scalar.Texts"),
    "marketing": Block("values", "scalar.Texts"),
    "voice": Block("records", "value.Voice"),
    "asks": _items("ask.Ask"),
    "touchpoints": Block("items", "ask.Touchpoint"),
    "advocacy": Block("value", "scalar.Text"),
    "ambition": Block("value", "scalar.Text"),
    "written_on": Block("value", "scalar.Day"),
    "lint_ignore": Block("records", "lint_ignore.LintIgnore"),
    "custom": Block("table", "scalar.Custom"),
}
ITEM_BLOCKS = tuple(name for name, block in BLOCKS.items() if block.ids)


@cache
def type_of(name: str) -> Any:
    """The type a block's values have: a record class, or an annotated scalar."""
    module, _, attribute = BLOCKS[name].type.partition(".")
    return getattr(importlib.import_module(f"{__package__}.{module}"), attribute)
