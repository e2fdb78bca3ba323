"""The history of one plan, read for the commands that tell it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from acctplan.errors import PlanNotFound, RevisionUnknown, ValueRefused

if TYPE_CHECKING:
    from acctplan.analysis.biography import Biography, Sample
    from acctplan.analysis.blame import Blame
    from acctplan.analysis.goal_life import GoalLife
    from acctplan.analysis.timeline import Timeline
    from acctplan.model.book import Entry
    from acctplan.model.period import Length
    from acctplan.model.plan import Plan

    from .context import Session

_TYPED = ("account", "pulse")
"""The fields whose values are needed, not only their words."""


def biography_of(session: Session, plan_id: str, path: str, *, by: Length | None = None, cosmetic: bool = False) -> Biography:
    """Every change of a plan or of one path in it; with `by`, the values at the ends of such periods.

    With `cosmetic`, also what was written anew of a plan or a block and means the same.
    """
    from acctplan.analysis.biography import Biography, samples, turns, uncovered
    from acctplan.analysis.lineage import present_place
    from acctplan.analysis.timeline import timeline
    from acctplan.store.aging import line_of
    from acctplan.store.past_plans import PastPlans

    if session.repository is None:
        raise _no_history()
    if by and not path:
        raise ValueRefused(f"--by {by} needs a field", "Name one, such as pulse.renew_today.")
    gone: PlanNotFound | None = None
    try:
        entry = session.entry(plan_id, typed=_TYPED)
        now, file, name = entry.plan, entry.file or f"plans/{entry.id}.md", entry.account
    except PlanNotFound as trouble:
        now, file, name, gone = None, _committed(session, plan_id) or f"plans/{plan_id}.md", plan_id, trouble
    line = line_of(session.repository, file, plan_id, session.desk)
    if gone and not line:
        raise gone
    past = PastPlans(session.repository, line, plan_id, session.desk)
    place = _place(path, now, (plan for change in line if change.after and (plan := past.load(change.after))))
    place = ".".join(present_place(line, past.load, now, tuple(place.split(".")))) if place else ""
    if cosmetic and "." in place:
        raise ValueRefused("--cosmetic tells of a plan or a whole block", f"Name {place.partition('.')[0]}, or no path.")
    anew = partial(past.rewritten, now=entry.text if now else "") if cosmetic else None
    told = timeline(
        plan_id, line, past.load, past.glimpse, now=now, path=place, complete=past.complete, rewritten=anew,
        ended=gone is not None, unlike=partial(_unlike_head, session, plan_id),
    )  # fmt: skip
    fiscal, today = session.settings.fiscal, session.today
    points = samples(line, past.load, now, place, fiscal=fiscal, today=today, length=by) if by else ()
    _of_a_field(points, place, by)
    beyond = uncovered(line, fiscal=fiscal, today=today, length=by) if by else ()
    drawn = turns(told) if place else ()
    return Biography(name, place, told, points, session.team, fiscal, every_change=not by, now=now, turns=drawn, uncovered=beyond)


def _committed(session: Session, plan_id: str) -> str:
    """The file that holds a plan at the last commit; empty where none does."""
    from acctplan.store.shelf import plan_files

    held = plan_files(session.source(session.state("HEAD"))) if session.repository and session.repository.head else {}
    return held.get(plan_id, [""])[0]


def _unlike_head(session: Session, plan_id: str) -> bool:
    """Whether the work tree holds another text of a plan than the last commit, or none."""
    from acctplan.store.differing import differing

    then, here = (session.source(session.state(name)) for name in ("HEAD", "WORKTREE"))
    return bool(differing(then, here, session.repository, [plan_id]).ids)


def _of_a_field(points: Iterable[Sample], place: str, by: str | None) -> None:
    """Raises ValueRefused where the values are those of a block or an item."""
    from acctplan.analysis.biography import field_within

    fields = [found for point in points if (found := field_within(point.value, place)) is not None]
    if fields:
        such = f", such as {fields[-1]}" if fields[-1] else ""
        raise ValueRefused(f"--by {by} needs a field, and {place} is more than one", f"Name a field of it{such}.")


def blame_of(session: Session, plan_id: str, path: str) -> Blame:
    """The beliefs of a plan in the session's state, at and below a path, with their ages."""
    from acctplan.analysis.blame import Blame, blame
    from acctplan.analysis.standing import standing_of
    from acctplan.planfile.paths import resolve_path

    entry = session.entry(plan_id)
    plan = session.plan(entry)
    steps = resolve_path(plan, path) if path else ()
    told = whole_timeline(session, entry)
    beliefs = blame(plan, told, today=session.reckoned, path=steps)
    stale = session.settings.stale_days(standing_of(entry, session.settings).tier)
    return Blame(entry.id, entry.account, ".".join(steps), beliefs, session.reckoned, stale, told.complete)


def life_of(session: Session, plan_id: str, words: str) -> GoalLife:
    """The life of a goal, by any id it ever had."""
    from acctplan.analysis.goal_life import GoalLife, last_words, steps_of
    from acctplan.model.place import value_at

    steps = words.split(".")
    path = ".".join(steps) if steps[0] == "goals" else f"goals.{words}"
    found = biography_of(session, plan_id, path)
    goal = tuple(found.path.split("."))
    if len(goal) != 2:
        raise ValueRefused(f"“{words[:80]}” is no goal", "Name one by its id; `acctplan show` lists them.")
    said = value_at(found.now and found.now.tree, goal)
    last = last_words(found.timeline, goal, found.now)
    title = str((last.get("title") if isinstance(last, dict) else None) or goal[1])
    moves = steps_of(found.timeline, found.fiscal)
    whole, team, fiscal = found.timeline.complete, found.team, found.fiscal
    return GoalLife(found.timeline.plan, found.account, goal[1], title, said, moves, whole, team, fiscal)


def whole_timeline(session: Session, entry: Entry, path: str = "") -> Timeline:
    """Every change that led to a plan as it stands in the session's state, or to one path in it."""
    from acctplan.analysis.timeline import timeline
    from acctplan.store.aging import line_of
    from acctplan.store.past_plans import PastPlans

    if session.repository is None:
        raise _no_history()
    line = line_of(session.repository, entry.file, entry.id, session.desk, until=session.now.commit or "HEAD")
    past = PastPlans(session.repository, line, entry.id, session.desk)
    return timeline(entry.id, line, past.load, past.glimpse, now=entry.plan, path=path, complete=past.complete)


def _no_history() -> RevisionUnknown:
    return RevisionUnknown("there is no git history here", "Run `git init` in the book and commit, or install git.")


def _place(path: str, now: Plan | None, past: Iterable[Plan]) -> str:
    """The key path that words name, now or in any earlier version."""
    from acctplan.planfile.paths import resolve_path

    if not path:
        return ""
    trouble: ValueRefused | None = None
    for plan in chain([now] if now else [], past):
        try:
            return ".".join(resolve_path(plan, path))
        except ValueRefused as refused:
            trouble = trouble or refused
    raise trouble or ValueRefused(f"“{path[:80]}” was never a place in this plan", "See `acctplan show`.")
