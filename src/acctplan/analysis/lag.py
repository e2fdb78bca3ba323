"""How long a plan takes: from what happened to what was done about it, from a red flag to a manager, and in whose court actions lie.

All is told in whole days, from the versions of a plan. A movement is answered when each block it touches changed or was confirmed
on its day or later; docs/format.md says which blocks those are, and which risks are red flags.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from acctplan.model.block import BLOCKS
from acctplan.model.day import read_day
from acctplan.model.plan import Plan
from acctplan.model.team import Team
from acctplan.model.vocabulary import DONE, RED_FLAGS
from acctplan.named_tuple import NamedTuple

LOOKED_INTO = ("risks", "asks", "actions", "confirmed")
"""Blocks whose values are needed of every version; of the others it is enough to know that they changed."""
_NO_EDIT = frozenset({"reviews", "confirmed"})


class Step(NamedTuple):
    """A version of a plan: its day, the blocks it changed, and what those of LOOKED_INTO hold in it.

    `stood` is False for one on a side line, which became the plan's only when it was merged.
    """

    on: date
    changed: frozenset[str]
    said: Mapping[str, Any]
    by_hand: bool = True
    stood: bool = True


class Wait(NamedTuple):
    """What waited for an answer: a movement, or a red flag that is to be raised. `days` run to `until`, else to its end or today.

    `open` says that it still waits; what neither waits nor was answered ended without an answer.
    """

    kind: str
    plan: str
    path: str
    title: str
    since: date
    until: date | None
    days: int
    open: bool


class PlanLag(NamedTuple):
    """How long one plan takes. `ours` and `theirs` hold the days each action lay with us, and with the customer or a partner.

    `edits` counts changes by hand, `on_review_days` those made on the day of a review; `unknown` what began before the history does.
    """

    plan: str
    account: str
    owner: str | None
    waits: tuple[Wait, ...] = ()
    edits: int = 0
    on_review_days: int = 0
    ours: tuple[int, ...] = ()
    theirs: tuple[int, ...] = ()
    unknown: int = 0


def plan_lag(plan: Plan, owner: str | None, steps: Sequence[Step], team: Team, *, today: date, complete: bool = True) -> PlanLag:
    """The lag of a plan from its versions, oldest first, the last as it stands.

    Where history is not `complete`, the first version is only the first that is known.
    """
    begun = None if complete or not steps else steps[0].on
    moved = [*_movements(plan, steps, today)]
    flags = [*_flags(plan, steps, team, today)]
    unknown = [wait for wait in moved if begun and wait.since < begun] + [wait for wait in flags if begun and wait.since <= begun]
    reviewed = {key[:10] for key in plan.reviews}
    edits = [step.on for step in steps if step.by_hand and step.changed - _NO_EDIT]
    courts = _courts(plan, steps, team, today)
    return PlanLag(
        plan.id,
        plan.account,
        owner,
        tuple(wait for wait in (*moved, *flags) if wait not in unknown),
        len(edits),
        sum(day.isoformat() in reviewed for day in edits),
        tuple(sorted(days for (_, court), days in courts.items() if court == "us")),
        tuple(sorted(days for (_, court), days in courts.items() if court != "us")),
        len(unknown),
    )


def _movements(plan: Plan, steps: Sequence[Step], today: date) -> Iterator[Wait]:
    for key, movement in plan.movements.items():
        day = movement.happened_on
        blocks = [block for block in movement.blocks() if block in BLOCKS]
        if day is None or day > today or not blocks:
            continue
        answers = [_answer(block, day, steps) for block in blocks]
        until = None if None in answers else max(answer for answer in answers if answer)
        yield Wait("movement", plan.id, f"movements.{key}", movement.what or key, day, until, ((until or today) - day).days, until is None)


def _answer(block: str, day: date, steps: Sequence[Step]) -> date | None:
    """The first day, from a day on, on which a block changed by hand or was confirmed."""
    days = [step.on for step in steps if step.by_hand and step.on >= day and block in step.changed]
    days += [said for step in steps if (said := _day(_items(step, "confirmed").get(block))) and said >= day]
    return min(days, default=None)


def _flags(plan: Plan, steps: Sequence[Step], team: Team, today: date) -> Iterator[Wait]:
    keys = {key: step.on for step in reversed(steps) for key in _items(step, "risks") if _flagged(step, key)}
    for key, since in sorted(keys.items()):
        after = [step for step in steps if step.on >= since]
        raised = [day for step in after if (day := _raised(step, key, _asked_before(steps, since), team))]
        ended = None if steps and _flagged(steps[-1], key) else _ended(after, key)
        until = max(min(raised), since) if raised else None
        risk = next(_items(step, "risks")[key] for step in reversed(steps) if _flagged(step, key))
        title = str(risk.get("title") or key)
        days = ((until or ended or today) - since).days
        yield Wait("red-flag", plan.id, f"risks.{key}", title, since, until, days, until is None and ended is None)


def _flagged(step: Step, key: str) -> bool:
    risk = _items(step, "risks").get(key)
    return _word(risk, "category") in RED_FLAGS and _word(risk, "status") not in DONE


def _ended(steps: Sequence[Step], key: str) -> date | None:
    """The day from which a risk was no open red flag any more."""
    last = max((place for place, step in enumerate(steps) if _flagged(step, key)), default=-1)
    return steps[last + 1].on if last + 1 < len(steps) else None


def _asked_before(steps: Sequence[Step], day: date) -> frozenset[str]:
    return frozenset(key for step in steps if step.on < day for key in _items(step, "asks"))


def _raised(step: Step, key: str, old_asks: frozenset[str], team: Team) -> date | None:
    """The day a version says a red flag went up: raised to somebody, asked of a manager, or an action for one."""
    risk = _items(step, "risks").get(key)
    owner = _word(risk, "owner")
    if isinstance(risk, Mapping) and risk.get("raised_to") and risk.get("raised_to") != owner:
        return min(_day(risk.get("raised_on")) or step.on, step.on)
    managers = {member.manager for member in team.members.values() if member.manager} - {owner}
    asked = any(_word(ask, "from") in managers for name, ask in _items(step, "asks").items() if name not in old_asks)
    told = any(
        key in _words(action, "because") and managers & {_word(action, "owner"), *_words(action, "with")}
        for action in _items(step, "actions").values()
    )
    return step.on if asked or told else None


def _courts(plan: Plan, steps: Sequence[Step], team: Team, today: date) -> dict[tuple[str, str], int]:
    """Days each action was open in each court, by the action's id."""
    found: dict[tuple[str, str], int] = {}
    stood = [step for step in steps if step.stood]
    for step, after in zip(stood, [*(step.on for step in stood[1:]), today], strict=True):
        for key, action in _items(step, "actions").items():
            if isinstance(action, Mapping) and _word(action, "status") not in DONE and not action.get("done_on"):
                court = _court(action, plan, team)
                found[key, court] = found.get((key, court), 0) + max((after - step.on).days, 0)
    return found


def _court(action: Mapping[str, Any], plan: Plan, team: Team) -> str:
    """Whom an action waits for: as it says, else the side its owner is of."""
    owner = _word(action, "owner")
    theirs = owner not in team and owner in plan.stakeholders
    return "us" if (_word(action, "waiting_on") or ("customer" if theirs else "us")) == "us" else "customer"


def _items(step: Step, block: str) -> Mapping[str, Any]:
    held = step.said.get(block)
    return held if isinstance(held, Mapping) else {}


def _words(item: Any, name: str) -> list[str]:
    value = item.get(name) if isinstance(item, Mapping) else None
    return [word for word in (value if isinstance(value, list) else [value]) if isinstance(word, str)]


def _word(item: Any, name: str) -> str:
    """A field that holds one word; empty where it holds anything else, as an old version may."""
    return next(iter(_words(item, name)), "")


def _day(value: Any) -> date | None:
    try:
        return read_day(value) if isinstance(value, str) else None
    except ValueError:
        return None
