"""Long records back to the short form they were written in, where it can hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from acctplan.model.period import parse_period

from .widen import widen_action, widen_dimension, widen_measure, widen_signal

Path = tuple[str, ...]
_TITLED = {
    "success_criteria": "text", "our_goals": "title", "insights": "text", "questions": "ask", "milestones": "title", "competitors": "name",
    "research": "note", "touchpoints": "every",
}  # fmt: skip
_NESTED = {"goals": "key_results", "opportunities": "signals", "purchase": "challenges"}


def narrow(path: Path, record: Mapping[str, Any], known: Callable[[str], bool]) -> str | None:
    """The short form of the record at a path, or None where no short form holds all it says. `known` tells people's ids."""
    short = _short(path, record)
    return short if short is not None and _wide(path, short, record, known) == _plain(record) else None


def narrow_all(path: Path, value: Any, known: Callable[[str], bool]) -> Any:
    """The value with every record that can be short in short form; a list of one text is that text."""
    if isinstance(value, Mapping):
        short = narrow(path, value, known)
        return value if short is None else short
    if isinstance(value, (list, tuple)):
        items = [narrow_all((*path, str(place)), item, known) for place, item in enumerate(value)]
        return items[0] if len(items) == 1 and isinstance(items[0], str) else items
    return value


def short_places(tree: Mapping[str, Any]) -> Iterator[Path]:
    """Every place of a long-form tree whose record may be written in short form."""
    for block, held in tree.items():
        if not isinstance(held, Mapping):
            continue
        if block in _TITLED or block == "actions":
            yield from ((block, key) for key in held)
        elif block == "health":
            yield from ((block, key) for key in held if key not in ("sentiment", "note"))
        elif block == "swot":
            yield from ((block, key, str(place)) for key, items in held.items() if isinstance(items, list) for place in range(len(items)))
        elif block in _NESTED:
            yield from _nested(block, held)


def _nested(block: str, held: Mapping[str, Any]) -> Iterator[Path]:
    field = _NESTED[block]
    owners = {(): held} if block == "purchase" else {(key,): item for key, item in held.items()}
    for owner, item in owners.items():
        inner = item.get(field) if isinstance(item, Mapping) else None
        if isinstance(inner, (Mapping, list)):
            places = list(inner) if isinstance(inner, Mapping) else [str(place) for place in range(len(inner))]
            yield from ((block, *owner, field, place) for place in places)


def _wide(path: Path, short: str, record: Mapping[str, Any], known: Callable[[str], bool]) -> Any:
    """What the short form would be read as at that path."""
    if path[0] == "actions":
        return widen_action(short, known)
    if path[0] == "health":
        return widen_dimension(short)
    if "key_results" in path:
        key, measure = widen_measure(str(record["metric"]), short)
        return measure if key == path[-1] else None
    return widen_signal(short) if "signals" in path else dict.fromkeys(record, short)


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in record.items()}


def _short(path: Path, record: Mapping[str, Any]) -> str | None:
    if len(path) == 2 and path[0] == "actions":
        return _action(record)
    if len(path) == 2 and path[0] == "health":
        band, cause = record.get("band"), record.get("cause")
        return f"{band}, {cause}" if band and cause else str(band) if band else None
    if len(path) == 4 and path[2] in ("key_results", "signals"):
        return _measure(record) if path[2] == "key_results" else _signal(record)
    worded = len(path) == 3 and (path[:2] == ("purchase", "challenges") or path[0] == "swot")
    single = "text" if worded else _TITLED.get(path[0]) if len(path) == 2 else None
    return record[single] if single and set(record) == {single} and isinstance(record[single], str) else None


def _signal(record: Mapping[str, Any]) -> str | None:
    if not {"seen_on", "what"} <= set(record) <= {"seen_on", "what", "source"}:
        return None
    return f"{record['seen_on']} {record['what']}" + (f" ({record['source']})" if "source" in record else "")


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
    if due and (not isinstance(due, str) or (len(due) < 10 and parse_period(due) is None)):
        return None
    because = record.get("because") or []
    reasons = [because] if isinstance(because, str) else list(because)
    beside = record.get("with") or []
    people = [beside] if isinstance(beside, str) else list(beside)
    parts = [record.get("owner"), due, *reasons, *(f"with {person}" for person in people)]
    group = ", ".join(str(part) for part in parts if part)
    return f"{record['do']} ({group})" if group else str(record["do"])
