"""A value that does not fit its field, in words a salesperson understands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from acctplan.model.finding import Fault
from acctplan.nearest import nearest

from .scan import shown


def misfit(path: tuple[str, ...], detail: Mapping[str, Any], known: tuple[str, ...] = ()) -> Fault:
    """AP101 for a field nobody knows, AP102 for a value of the wrong kind; `detail` is one validation error."""
    field = ".".join(path)
    kind = detail["type"]
    if kind == "extra_forbidden":
        near = nearest(path[-1], known)
        act = f"Write {near[0]}, or move it under custom." if near else "Move it under custom or remove it."
        return Fault("AP101", f"“{path[-1][:60]}” is not a field of {_owner(path)}. {act}", path=path)
    found = detail.get("input")
    was = f", not “{shown(found)}”" if isinstance(found, str) else _shape(found)
    context = detail.get("ctx") or {}
    if kind == "literal_error":
        wanted = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        near = nearest(found, tuple(wanted.split(", "))) if isinstance(found, str) else ()
        act = f"Write {near[0]}." if near else "Choose one."
        return Fault("AP102", f"{field} is one of {wanted}{was}. {act}", path=path)
    if kind == "value_error":
        return Fault("AP102", f"{field} must be {context['error']}{was}. Correct it.", path=path)
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return Fault("AP102", f"{field} must hold fields of its own{was}. Indent them below it.", path=path)
    if kind == "missing":
        return Fault("AP102", f"{field} is missing. Add it.", path=path)
    return Fault("AP102", f"{field} does not fit its field{was}. Correct it.", path=path)


def _owner(path: tuple[str, ...]) -> str:
    return ".".join(path[:-1]) if len(path) > 1 else "a plan"


def _shape(found: Any) -> str:
    if isinstance(found, (list, tuple)):
        return ", not a list"
    if isinstance(found, dict):
        return ", not fields of its own"
    return ""
