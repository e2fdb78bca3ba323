"""What mends a fault whose message offers what was likely meant."""

from __future__ import annotations

from typing import Any

from acctplan.model.book import Entry
from acctplan.model.edit import Edit
from acctplan.model.finding import Fault
from acctplan.planfile.misfit import loose_date

from ._context import Context


def put_in_place(entry: Entry, fault: Fault, context: Context) -> list[Edit]:
    """The offer in place of the value, of the one value of a list, or of the name that was not understood; nothing without an offer."""
    if not fault.offer or entry.plan is None:
        return []
    held, meant = held_at(entry.plan.tree, fault.path), fault.arguments[:1]
    if isinstance(held, str) and (not meant or held == meant[0]):
        return [Edit("set", fault.path, fault.offer)]
    if isinstance(held, list) and meant:
        return [Edit("set", (*fault.path, str(held.index(meant[0]))), fault.offer)] if meant[0] in held else []
    return renamed(entry, fault, context) if fault.path[-1:] == meant else []


def renamed(entry: Entry, fault: Fault, context: Context) -> list[Edit]:
    """The offer in place of the last name of the path; nothing without an offer, or where that name is taken."""
    if not fault.offer or entry.plan is None:
        return []
    beside = held_at(entry.plan.tree, fault.path[:-1])
    return [Edit("rename", fault.path, fault.offer)] if isinstance(beside, dict) and fault.offer not in beside else []


def dated(entry: Entry, fault: Fault, context: Context) -> list[Edit]:
    """The one day a text names, written as plans write it; among an action's reasons it is when the action is due."""
    tree = entry.plan.tree if entry.plan else {}
    value = held_at(tree, fault.path)
    dates = [place for place, one in enumerate(value if isinstance(value, list) else [value]) if _names(one, fault)]
    if len(dates) != 1:
        return []
    if fault.path[-1] != "because":
        return [] if isinstance(value, list) else [Edit("set", fault.path, fault.offer)]
    item = fault.path[:-1]
    reason = (*fault.path, str(dates[0])) if isinstance(value, list) and len(value) > 1 else fault.path
    return [] if held_at(tree, (*item, "due")) else [Edit("remove", reason), Edit("set", (*item, "due"), fault.offer)]


def _names(said: Any, fault: Fault) -> bool:
    """Whether a text is the date that a fault is about, to the day."""
    found = loose_date(fault.path, said) if len(fault.offer) == 10 else None
    return found is not None and found.offer == fault.offer


def held_at(tree: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path of a plan's tree; None for nothing."""
    for step in path:
        if isinstance(tree, list):
            tree = tree[int(step)] if step.isdigit() and int(step) < len(tree) else None
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tree
