"""What is still open in a plan: the ownership rules look at nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from acctplan.model.action import Action
from acctplan.model.goal import Goal
from acctplan.model.opportunity import Opportunity
from acctplan.model.plan import Plan
from acctplan.model.risk import Risk
from acctplan.model.settings import Settings
from acctplan.model.vocabulary import DONE

from ._once import once

T = TypeVar("T")
_ENDINGS = ("done_on", "met_on", "answered_on", "answer")


def is_open(item: Any) -> bool:
    """Whether an item still asks something of somebody: neither its status nor a closing day or answer says it is over."""
    said = vars(item)
    return said.get("status", "open") not in DONE and not any(said.get(field) for field in _ENDINGS)


def open_of(items: Mapping[str, T]) -> dict[str, T]:
    """The open ones of a block, in file order."""
    return {key: item for key, item in items.items() if is_open(item)}


@once
def open_actions(plan: Plan) -> dict[str, Action]:
    """Actions still to be done."""
    return open_of(plan.actions)


@once
def open_goals(plan: Plan) -> dict[str, Goal]:
    """Goals neither reached nor given up."""
    return open_of(plan.goals)


@once
def open_risks(plan: Plan) -> dict[str, Risk]:
    """Risks that are still ahead; a mitigated one may come back."""
    return open_of(plan.risks)


def open_opportunities(plan: Plan, settings: Settings) -> dict[str, Opportunity]:
    """Opportunities neither won nor lost; in a book's own stages, a probability of all or nothing closes one."""
    top = 100 if any(chance > 1 for chance in settings.stages.values()) else 1
    first = next(iter(settings.stages), None)
    closed = {stage for stage, chance in settings.stages.items() if chance >= top or (chance == 0 and stage != first)} | DONE
    return {key: item for key, item in plan.opportunities.items() if item.stage not in closed and not item.outcome}


@once
def answered(plan: Plan) -> frozenset[str]:
    """Ids that an open action answers."""
    return frozenset(reason for action in open_actions(plan).values() for reason in action.because)


def finished_of(plan: Plan, block: str, settings: Settings) -> dict[str, Any]:
    """The items of a block that are over, in file order."""
    items = getattr(plan, block)
    going = open_opportunities(plan, settings) if block == "opportunities" and items else open_of(items)
    return {key: item for key, item in items.items() if key not in going}
