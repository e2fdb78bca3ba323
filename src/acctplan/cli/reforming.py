"""What `fmt` did, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_KINDS = {
    "actions": ("action", "actions"), "health": ("health dimension", "health dimensions"), "goals": ("key result", "key results"),
    "opportunities": ("signal", "signals"), "purchase": ("challenge", "challenges"), "swot": ("SWOT point", "SWOT points"),
    "success_criteria": ("success criterion", "success criteria"), "our_goals": ("goal of ours", "goals of ours"),
    "insights": ("insight", "insights"), "questions": ("question", "questions"), "milestones": ("milestone", "milestones"),
    "competitors": ("competitor", "competitors"), "research": ("research note", "research notes"),
    "touchpoints": ("touchpoint", "touchpoints"),
}  # fmt: skip


def words_of(places: Iterable[tuple[str, ...]], form: str) -> str:
    """How many items of which kind are in a form now.

    >>> words_of([("actions", "a"), ("actions", "b"), ("goals", "g", "key_results", "k")], "short")
    '2 actions and 1 key result in short form'
    """
    counts = Counter(place[0] for place in places)
    said = [f"{count} {_KINDS[block][count > 1]}" for block, count in counts.items()]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{listed} in {form} form"


def kept_long(count: int) -> str:
    """What is told of the items that stay long."""
    return f"{count} item{'s stay' if count > 1 else ' stays'} long: short form cannot hold all {'they say' if count > 1 else 'it says'}."
