"""A value that does not fit its field, in words a salesperson understands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from acctplan.model.finding import Fault
from acctplan.model.identifier import is_slug
from acctplan.nearest import nearest
from acctplan.pattern import Pattern

from .dates import readings
from .placeholder import placeholder
from .scan import brief

_MANY = 12
_ISO = Pattern(r"\d{4}-\d\d-\d\d")
_FIRST_FIELD = {
    "stakeholders": "name", "units": "name", "goals": "title", "risks": "title", "opportunities": "title", "movements": "what",
    "asks": "what", "initiatives": "title", "value": "claim",
}  # fmt: skip
_SHORT = {
    "signals": "needs its day first. Write 2026-10-05 what was seen (where).",
    "key_results": "needs a from and a to. Write 21 -> 10 days, now 15, by 2027-02-28.",
}
_FIELD_ALIKE = 68
"""How alike a field's name must be to be offered: “csm” is no slip for custom, “client” none for intent."""


def misfit(path: tuple[str, ...], detail: Mapping[str, Any], known: tuple[str, ...] = ()) -> Fault:
    """AP101 for a field nobody knows, AP102 for a value of the wrong kind; `detail` is one validation error.

    AP107, AP108 and AP213 stand in for AP102 where the value is a placeholder, a loose date, or several owners.
    """
    kind, found = detail["type"], detail.get("input")
    context = detail.get("ctx") or {}
    if kind == "extra_forbidden":
        near = nearest(path[-1], known, at_least=_FIELD_ALIKE)
        act = f"Write {near[0]}, or move it under custom." if near else "Move it under custom or remove it."
        return Fault("AP101", f"“{brief(path[-1])}” is not a field of {_owner(path)}. {act}", path=path, offer=near[0] if near else "")
    if kind == "literal_error":
        wanted = tuple(str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", "))
        return _left_over(path, found) or choice(path, found, wanted)
    if kind == "value_error":
        wrong = str(context["error"])
        if isinstance(found, str) and wrong.startswith("a date") and _ISO.fullmatch(found):
            return Fault("AP102", f"{named(path)} says “{found}”, a day that no calendar has. Correct it.", path=path)
        special = _left_over(path, found) or (loose_date(path, found, "Q4" in wrong) if wrong.startswith("a date") else _many(path, found))
        return special or Fault("AP102", f"{named(path)} must be {wrong}{_not(found)}. Correct it.", path=path)
    if kind == "told":
        return Fault("AP102", f"{named(path)}: {brief(str(context['words']), 160)}", path=path)
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return _fieldless(path, found)
    if kind == "missing":
        return Fault("AP102", f"{named(path)} is missing. Add it.", path=path)
    return Fault("AP102", f"{named(path)} does not fit its field{_not(found)}. Correct it.", path=path)


def choice(path: tuple[str, ...], found: Any, wanted: tuple[str, ...]) -> Fault:
    """AP102 for a word that is none of the accepted ones; they are listed, the nearest is offered."""
    near = nearest(found, wanted) if isinstance(found, str) else ()
    was = _not(found) if len(wanted) <= _MANY else ""
    act = f"Write {near[0]}." if near else "Choose one."
    return Fault("AP102", f"{named(path)} is one of {', '.join(wanted)}{was}. {act}", path=path, offer=near[0] if near else "")


def loose_date(path: tuple[str, ...], found: Any, coarse: bool = True) -> Fault | None:
    """AP108 for a relative, year-less or locale date; None for what is no date. `coarse`: a month or quarter would do."""
    days = readings(found) if isinstance(found, str) else None
    if days is None:
        return None
    fits = [day for day in days if coarse or len(day) == 10]
    says = f"{named(path)} says “{brief(found)}”"
    if len(fits) == 1:
        message = f"{says}, which is not how a plan writes dates. Write {fits[0]}."
    elif fits:
        message = f"{says}, which may be {' or '.join(fits)}. Write the one you mean."
    else:
        message = f"{says}, which names no day for good. Write the date, such as 2026-11-30."
    return Fault("AP108", message, path=path, offer=fits[0] if len(fits) == 1 else "")


def named(path: tuple[str, ...]) -> str:
    """A key path as a message may show it."""
    return brief(".".join("".join(brief(step).split()) for step in path), 90)


def _left_over(path: tuple[str, ...], found: Any) -> Fault | None:
    if isinstance(found, list) and len(found) == 1 and isinstance(found[0], str) and not is_slug(found[0]):
        found = f"[{found[0]}]"
    waits = placeholder(found) if isinstance(found, str) else ""
    message = f"{named(path)} still holds “{brief(waits)}” from a template. Fill it in, or leave it blank."
    return Fault("AP107", message, path=path) if waits else None


def _many(path: tuple[str, ...], found: Any) -> Fault | None:
    if path[-1] != "owner" or not isinstance(found, list) or len(found) < 2:
        return None
    return Fault("AP213", f"{named(path)} names {len(found)} people, and one answers for it. Name that person.", path=path)


def _fieldless(path: tuple[str, ...], found: Any) -> Fault:
    above = path[-2] if len(path) > 1 else ""
    if isinstance(found, str) and above in _SHORT:
        dated = loose_date(path, found.split(" ")[0]) if above == "signals" else None
        return dated or Fault("AP102", f"“{brief(found)}” in {named(path[:-1])} {_SHORT[above]}", path=path)
    field = _FIRST_FIELD.get(path[0]) if isinstance(found, str) and len(path) == 2 else None
    act = f"Write {field}: before the text, below its id." if field else "Indent them below it."
    return Fault("AP102", f"{named(path)} must hold fields of its own{_not(found)}. {act}", path=path)


def _owner(path: tuple[str, ...]) -> str:
    return named(path[:-1]) if len(path) > 1 else "a plan"


def _not(found: Any) -> str:
    if isinstance(found, str):
        return f", not “{brief(found)}”"
    if isinstance(found, (list, tuple)):
        return ", not a list"
    return ", not fields of its own" if isinstance(found, dict) else ""
