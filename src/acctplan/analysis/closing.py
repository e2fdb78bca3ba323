"""What it takes to call an item done, each kind in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.edit import Edit
from acctplan.named_tuple import NamedTuple

Path = tuple[str, ...]


class _Way(NamedTuple):
    status: str
    day: str = ""


_WAYS = {
    "goals": _Way("achieved"),
    "actions": _Way("done", "done_on"),
    "milestones": _Way("done", "done_on"),
    "risks": _Way("closed"),
    "success_criteria": _Way("met", "met_on"),
    "challenges": _Way("solved"),
}
_OTHERWISE = {
    "opportunities": ("an opportunity is won or lost", "stage=closed-won"),
    "asks": ("an ask is granted or refused", "status=granted"),
    "key_results": ("a key result tells by its current value how far it is", "current=VALUE"),
    "stakeholders": ("a stakeholder is never done", "left_on=DATE"),
}


class Closing(NamedTuple):
    """The edits that close an item and the word for it; no edits where it is closed already. `on` is the day the plan gives, if any."""

    word: str
    edits: tuple[Edit, ...]
    on: str = ""


def closing(plan_id: str, path: Path, item: Mapping[str, Any], *, on: date, note: str = "") -> Closing:
    """How to close the item at a path, as of a day. Raises ValueRefused for a kind that is not closed in one way."""
    block = path[-2]
    if block == "questions":
        return _answered(plan_id, path, item, on, note)
    way = _WAYS.get(block)
    if way is None:
        why, field = _OTHERWISE.get(block, (f"{'.'.join(path)} is nothing that gets done", ""))
        act = f"Say so: acctplan set {plan_id} {path[-1]}.{field}." if field else "Change one of its fields with `acctplan set`."
        raise ValueRefused(why, act)
    if item.get("status") == way.status:
        return Closing(way.status, (), str(item.get(way.day) or ""))
    fields = {"status": way.status, **({way.day: on.isoformat()} if way.day else {})}
    if note:
        fields["note"] = noted(item.get("note"), note)
    return Closing(way.status, _sets(path, item, fields), fields.get(way.day, ""))


def _answered(plan_id: str, path: Path, item: Mapping[str, Any], on: date, note: str) -> Closing:
    """A question is done by its answer."""
    if item.get("answer") or item.get("answered_on"):
        return Closing("answered", (), str(item.get("answered_on") or ""))
    if not note:
        raise ValueRefused(f"{'.'.join(path)} is a question", f'Say the answer: acctplan done {plan_id} {path[-1]} "…".')
    return Closing("answered", _sets(path, item, {"answer": note, "answered_on": on.isoformat()}), on.isoformat())


def _sets(path: Path, item: Mapping[str, Any], fields: Mapping[str, str]) -> tuple[Edit, ...]:
    return tuple(Edit("set", (*path, name), value) for name, value in fields.items() if item.get(name) != value)


def noted(old: Any, new: str) -> str:
    """A note with more words after what it says.

    >>> noted("Waits for legal", "Signed."), noted("Sent.", "Signed."), noted(None, "Signed.")
    ('Waits for legal; Signed.', 'Sent. Signed.', 'Signed.')
    """
    said = str(old or "").rstrip()
    if not said:
        return new
    between = "\n" if "\n" in said else " " if said.endswith((".", "!", "?", ";", ":")) else "; "
    return f"{said}{between}{new}"
