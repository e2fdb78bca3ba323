"""Long records back to the short form they were written in, where it can hold them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from acctplan.model.period import parse_period

from .widen import widen


def narrow(path: tuple[str, ...], record: Mapping[str, Any], people: Container[str]) -> str | None:
    """The short form of the record at a path, or None where no short form holds all it says."""
    short = _short(path, record)
    if short is None:
        return None
    rebuilt: Any = short
    written = (*path[:-1], str(record["metric"])) if "key_results" in path else path
    for step in reversed(written):
        rebuilt = {step: rebuilt}
    known = _Known(people, record)
    value: Any = widen(rebuilt, known)
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return short if value == _plain(record) else None


class _Known:
    """Ids that count as people while a short form is tried: the record's own owner among them."""

    def __init__(self, people: Container[str], record: Mapping[str, Any]) -> None:
        self._people = people
        self._owner = record.get("owner")

    def __contains__(self, key: object) -> bool:
        return key in self._people or key == self._owner


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in record.items()}


def _short(path: tuple[str, ...], record: Mapping[str, Any]) -> str | None:
    if len(path) == 2 and path[0] == "actions":
        return _action(record)
    if len(path) == 2 and path[0] == "health":
        band, cause = record.get("band"), record.get("cause")
        return f"{band}, {cause}" if band and cause else str(band) if band else None
    if len(path) == 4 and path[2] == "key_results":
        return _measure(record)
    single = {"success_criteria": "text", "our_goals": "title", "questions": "ask", "milestones": "title"}.get(path[0])
    if len(path) == 2 and single and set(record) == {single}:
        return str(record[single])
    return None


def _measure(record: Mapping[str, Any]) -> str | None:
    if not {"metric", "baseline", "target"} <= set(record) <= {"metric", "baseline", "target", "measured_in", "current", "due"}:
        return None
    unit = f" {record['measured_in']}" if "measured_in" in record else ""
    now = f", now {record['current']}" if "current" in record else ""
    by = f", by {record['due']}" if "due" in record else ""
    return f"{record['baseline']} -> {record['target']}{unit}{now}{by}"


def _action(record: Mapping[str, Any]) -> str | None:
    if not set(record) <= {"do", "owner", "due", "because", "with"} or not record.get("do"):
        return None
    due = record.get("due")
    if due and len(str(due)) < 10 and parse_period(str(due)) is None:
        return None
    because = record.get("because") or []
    reasons = [because] if isinstance(because, str) else list(because)
    beside = record.get("with") or []
    people = [beside] if isinstance(beside, str) else list(beside)
    parts = [record.get("owner"), due, *reasons, *(f"with {person}" for person in people)]
    group = ", ".join(str(part) for part in parts if part)
    return f"{record['do']} ({group})" if group else str(record["do"])
