"""Shelf life of a block, shared by the museum rules."""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context


def stale_block(plan: Plan, context: Context, code: str, rule: str, block: str, words: str, default: int) -> Iterator[Fault]:
    """A fault if the block is there and was neither changed nor confirmed within the rule's days.

    Silent for an empty block, an unknown age and a point-in-time plan.
    """
    age = context.ages.of(block)
    if age is None or plan.mode == "point-in-time":
        return
    limit = context.option(rule, "days", default)
    days = age.days(context.today)
    if days > limit:
        verb = "confirmed" if age.confirmed else "changed"
        act = f"Update what changed, or run `acctplan confirm {plan.id} {block}`."
        message = f"{words.capitalize()} last {verb} {days} days ago (limit {limit}). {act}"
        yield Fault(code, message, (block,))
