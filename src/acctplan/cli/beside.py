"""One plan read from several states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acctplan.errors import PlanNotFound, ValueRefused

if TYPE_CHECKING:
    from acctplan.analysis.strategies import Strategies
    from acctplan.model.plan import Plan
    from acctplan.store.state import State

    from .context import Session

_MOST = 6


def side_by_side(session: Session, plan_id: str, branches: list[str], *, every: bool = False) -> Strategies:
    """A plan on branches; one alone is held against the work tree.

    Raises PlanNotFound where none of them has it, PlanUnreadable where one cannot be read, RevisionUnknown for no branch.
    """
    from acctplan.analysis.strategies import strategies

    words = branches if len(branches) > 1 else ["WORKTREE", *branches]
    if len(words) > _MOST:
        raise ValueRefused(f"{len(words)} branches do not fit side by side", f"Name {_MOST} at most.")
    states = [session.state(word) for word in words]
    plans = [_plan(session, plan_id, state) for state in states]
    if not any(plans):
        session.entry(plan_id, states[0])
        raise PlanNotFound(f"none of these branches has a plan of “{plan_id[:60]}”", "`acctplan list plans` names them.")
    names = ["now" if word == "WORKTREE" else word for word in words]
    told = [f"now → {state.said}" if state.kind == "worktree" and "→" not in state.said else state.said for state in states]
    return strategies(plans, names, session.team, every=every)._replace(states=tuple(told))


def _plan(session: Session, plan_id: str, state: State) -> Plan | None:
    """The plan in one state; None where that has none."""
    try:
        entry = session.entry(plan_id, state)
    except PlanNotFound:
        return None
    return session.plan(entry) if entry.planned else None
