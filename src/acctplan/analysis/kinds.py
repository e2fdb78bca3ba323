"""The kinds of item a plan keeps by id: what a person calls them, where they stand, which field holds their words and their date."""

from __future__ import annotations

from typing import get_args

from acctplan.model.block import type_of
from acctplan.named_tuple import NamedTuple


class Kind(NamedTuple):
    """A kind of item. `text` is the field of the words it is known by, `due` that of the day it is wanted for; empty without one.

    `inside` is the field of the block's record, or of each of its items, that holds it; empty for an item of the block itself.
    """

    name: str
    block: str
    text: str
    due: str = ""
    inside: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of all its fields, as a plan holds them."""
        record = type_of(self.block)
        if self.inside:
            record = next(part for part in get_args(record.model_fields[self.inside].annotation) if hasattr(part, "model_fields"))
        return tuple(name.rstrip("_") for name in record.model_fields)

    @property
    def said(self) -> str:
        """The kind with its article: “an action”."""
        words = self.name.replace("-", " ")
        return f"{'an' if words[0] in 'aeio' else 'a'} {words}"


KINDS = {
    kind.name: kind
    for kind in (
        Kind("goal", "goals", "title", "due"),
        Kind("action", "actions", "do", "due"),
        Kind("risk", "risks", "title"),
        Kind("opportunity", "opportunities", "title", "close_on"),
        Kind("stakeholder", "stakeholders", "name"),
        Kind("question", "questions", "ask", "due"),
        Kind("milestone", "milestones", "title", "due"),
        Kind("unit", "units", "name"),
        Kind("our-goal", "our_goals", "title", "due"),
        Kind("success-criterion", "success_criteria", "text"),
        Kind("initiative", "initiatives", "title"),
        Kind("insight", "insights", "text"),
        Kind("competitor", "competitors", "name"),
        Kind("value-claim", "value", "claim"),
        Kind("ask", "asks", "what", "needed_on"),
        Kind("key-result", "goals", "metric", "due", "key_results"),
        Kind("signal", "opportunities", "what", "", "signals"),
        Kind("challenge", "purchase", "text", "", "challenges"),
    )
}


def kind_named(word: str) -> Kind | None:
    """The kind a word means: its name, or that of the block or field it stands in."""
    return KINDS.get(word) or next((kind for kind in KINDS.values() if word == (kind.inside or kind.block)), None)
