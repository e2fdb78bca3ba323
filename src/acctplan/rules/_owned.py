"""Everything open that somebody answers for, and who."""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.plan import Plan
from acctplan.model.settings import Settings

from ._open import open_actions, open_goals, open_of, open_opportunities, open_risks

Path = tuple[str, ...]


def owned(plan: Plan, settings: Settings) -> Iterator[tuple[Path, str]]:
    """Key path and person of every owner of an open thing, and of whoever answers for an open goal at the customer."""
    if plan.owner:
        yield ("owner",), plan.owner
    blocks = (
        ("goals", open_goals(plan)), ("risks", open_risks(plan)), ("opportunities", open_opportunities(plan, settings)),
        ("actions", open_actions(plan)), ("milestones", open_of(plan.milestones)), ("questions", open_of(plan.questions)),
        ("our_goals", plan.our_goals),
    )  # fmt: skip
    for block, items in blocks:
        for key, item in items.items():
            if owner := vars(item).get("owner"):
                yield (block, key, "owner"), owner
    for key, goal in open_goals(plan).items():
        if goal.accountable:
            yield ("goals", key, "stakeholder" if goal.stakeholder else "said_by"), goal.accountable
        for metric, result in goal.key_results.items():
            if result.owner:
                yield ("goals", key, "key_results", metric, "owner"), result.owner
    if plan.renewal and plan.renewal.owner:
        yield ("renewal", "owner"), plan.renewal.owner
