"""A goal's life in sentences, and what became of it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from acctplan.analysis.goal_life import GoalLife, Step
from acctplan.model.place import value_at
from acctplan.report import Cell, Heading, Listing, Piece, Prose, Report, Tone

from ._sentences import sentence
from ._words import author, purpose

_TONES: dict[str, Tone] = {
    "set": "good", "dropped": "bad", "slipped": "warn", "re-baselined": "warn", "re-targeted": "warn", "criterion-dropped": "bad",
    "renamed": "dim",
}  # fmt: skip
_WORST: tuple[Tone, ...] = ("bad", "warn", "good", "", "dim")
_ENDS: dict[str, tuple[str, Tone]] = {
    "achieved": ("It was achieved", "good"), "partial": ("It was achieved in part", "warn"), "dropped": ("It was dropped", "bad"),
    "removed": ("It is no longer in the plan", "bad"),
}  # fmt: skip


def view(result: GoalLife) -> Report:
    """A sentence for each day's steps with their person, then the count of what moved and the end."""
    about = f"{result.account}: {result.title}"
    pieces: list[Piece] = [Heading(about, 1)]
    days = [tuple(steps) for _, steps in groupby(result.steps, key=lambda step: step.event.revision)]
    if days:
        pieces.append(Listing(tuple(_told(steps, result) for steps in days)))
    end, tone = _end(result)
    pieces.append(Prose(end, tone))
    if not result.complete:
        pieces.append(Prose("This clone's history is cut short: what is older is not shown.", "warn"))
    return Report("biography", about, tuple(pieces), result.data())


def _told(steps: tuple[Step, ...], result: GoalLife) -> Cell:
    """What one commit did to the goal; its reason stands at the end."""
    revision = steps[0].event.revision
    when = f"{revision.day}, {author(revision.author)}" if revision else "Not committed"
    why = f" ({purpose(revision.subject)})" if revision else ""
    tones: list[Tone] = [_TONES.get(step.kind, "") for step in steps]
    tone = min(tones, key=_WORST.index)
    return Cell(f"{when}: {'; '.join(_words(step, result) for step in steps)}.{why}", tone)


def _words(step: Step, result: GoalLife) -> str:
    """A step without the goal's title, which stands above."""
    if step.kind == "set":
        return _beginning(step, result)
    said = _moved(step) or sentence(step.change, step.event.old, step.event.new, result.team, result.fiscal).text
    for title in (result.title, _title(step)):
        said = said.removeprefix(f"{title}: ").removeprefix(f"{title}, ")
    return said


def _title(step: Step) -> str:
    """The goal's title as it was after the step, or before it."""
    for plan in (step.event.new, step.event.old):
        goal = value_at(plan and plan.tree, step.change.path[:2])
        if isinstance(goal, dict) and goal.get("title"):
            return str(goal["title"])
    return ""


def _beginning(step: Step, result: GoalLife) -> str:
    """What the goal was when it was set: its words, whose it was, by when, and how it was to be measured."""
    said = step.change.new if isinstance(step.change.new, dict) else {}
    parts = [f"Set: {said.get('title') or step.change.path[-1]}"]
    parts += [f"owned by {result.team.name(said['owner'])}"] if said.get("owner") else []
    parts += [f"due {said['due']}"] if said.get("due") else []
    measures = said.get("key_results")
    held = list(measures.items()) if isinstance(measures, dict) else []
    parts += [f"measured by {' and '.join(_measure(key, item) for key, item in held)}"] if held else []
    return ", ".join(parts)


def _measure(key: str, item: Any) -> str:
    if not isinstance(item, dict):
        return key
    span = f" ({item.get('baseline') or '?'} to {item['target']}{_unit(item)})" if item.get("target") else ""
    return f"{item.get('metric') or key}{span}"


def _unit(item: dict[str, Any]) -> str:
    return f" {item['measured_in']}" if item.get("measured_in") else ""


def _moved(step: Step) -> str:
    """The words for what is more than a changed field; empty for the rest."""
    name = _name(step)
    old, new = step.change.old, step.change.new
    if step.kind in ("re-baselined", "re-targeted") and old is not None and new is not None:
        return f"{name}: {step.kind} from {old} to {new}"
    if step.kind == "criterion-dropped":
        return f"Key result dropped: {_measure(step.change.path[-1], old)}"
    if step.kind == "criterion-added":
        return f"Key result added: {_measure(step.change.path[-1], new)}"
    if step.kind == "dropped":
        return "Taken out of the plan"
    return ""


def _name(step: Step) -> str:
    """The key result a step is about, by its metric in that version."""
    plan = step.event.new or step.event.old
    item = value_at(plan and plan.tree, step.change.path[:4])
    return str(item.get("metric") or step.change.path[-2]) if isinstance(item, dict) else step.change.path[-2]


def _end(result: GoalLife) -> tuple[str, Tone]:
    """What became of it, and how often its goalposts moved."""
    due = result.said.get("due") if isinstance(result.said, dict) else None
    end, tone = _ENDS.get(result.outcome, (f"It is {result.outcome}{f', due {due}' if due else ''}", ""))
    days = result.slipped_days
    moved = [
        f"slipped {_times(result.count('slipped'))} ({abs(days)} days {'later' if days >= 0 else 'earlier'} than at first)"
        if result.count("slipped")
        else "",
        f"re-baselined {_times(result.count('re-baselined'))}" if result.count("re-baselined") else "",
        f"re-targeted {_times(result.count('re-targeted'))}" if result.count("re-targeted") else "",
        f"lost {_counted(result.count('criterion-dropped'), 'key result')}" if result.count("criterion-dropped") else "",
    ]
    told = ", ".join(part for part in moved if part)
    return f"{end}. {f'On the way it {told}' if told else 'Its goalposts never moved'}.", tone


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
