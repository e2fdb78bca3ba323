"""One plan, read with its ages, for the commands that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

_MOST_TOLD = 5

if TYPE_CHECKING:
    from acctplan.analysis.plan_view import PlanView

    from .context import Session


def plan_view_of(session: Session, plan_id: str) -> PlanView:
    """The plan in the session's state, ready to be laid out."""
    from acctplan.analysis.plan_view import plan_view
    from acctplan.model.book import Book

    entry = session.entry(plan_id)
    plan = session.plan(entry)
    ages = session.ages(Book(session.settings, session.team, {entry.id: entry}))[entry.id]
    if ages.plan and not ages.complete:
        session.say("This clone's history is cut short: ages are at most as old as it. Fetch all of it: git fetch --unshallow.")
    return plan_view(entry, plan, session.team, session.settings, ages, today=session.reckoned)


def doubted(session: Session, plan_id: str) -> bool:
    """Whether the plan just shown can be read another way; each reason is told."""
    from acctplan.planfile.parse import UNTRUSTED

    from .context import located

    entry = session.entry(plan_id)
    faults = [fault for fault in entry.faults if fault.code in UNTRUSTED]
    for fault in faults[:_MOST_TOLD]:
        session.say(f"acctplan: {located(entry, fault)}")
    if len(faults) > _MOST_TOLD:
        session.say(f"acctplan: and {len(faults) - _MOST_TOLD} more; `acctplan lint {entry.id}` tells all.")
    return bool(faults)
