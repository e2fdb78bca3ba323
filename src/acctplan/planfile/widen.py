"""Short forms to the one long shape: pure functions on the tree, before any type is checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from typing import Any

from acctplan.model.identifier import slug_of
from acctplan.pattern import Pattern

Tree = dict[str, Any]
_DUE = Pattern(r"\d{4}-(\d{2}-\d{2}|\d{2}|Q[1-4])")
_GROUP = Pattern(r"(?P<text>.*\S)\s*\((?P<group>[^()]*)\)", re.DOTALL)
_MEASURE = Pattern(
    r"(?P<baseline>-?[\d.]+) *-> *(?P<target>-?[\d.]+)(?: +(?P<unit>[^,\s](?:[^,]*?[^,\s])?))?"
    r"(?: *, *now +(?P<current>-?[\d.]+)(?: +(?P=unit))?)?(?: *, *by +(?P<due>\S+))?"
)
_AND = Pattern(r"(?<!\s)\s+and\s+")
_SIGNAL = Pattern(r"(?P<seen_on>\d{4}-\d{2}-\d{2}) +(?P<what>\S(?:.*?\S)?)(?: *\((?P<source>[^()]*)\))?", re.DOTALL)


def widen(tree: Mapping[str, Any], people: Container[str] = ()) -> Tree:
    """The tree with every short form widened. `people` are ids of ours; the plan's own stakeholders and team are added.

    What is no short form is left as it is: judging it is not this step's work.
    """
    known = known_people(tree, people)
    wide: Tree = dict(tree)
    for block, widener in _WIDENERS.items():
        if block in wide:
            wide[block] = widener(wide[block], known)
    return wide


def known_people(tree: Mapping[str, Any], people: Container[str]) -> Callable[[str], bool]:
    """Whether an id is a person's: of ours, or of the plan's own team, stakeholders and owner."""
    own: set[str] = set()
    for block in ("team", "stakeholders"):
        value = tree.get(block)
        if isinstance(value, dict):
            own.update(value)
    owner = tree.get("owner")
    if isinstance(owner, str):
        own.add(owner)
    return lambda key: key in own or key in people


def _items(one: Callable[[Any, Callable[[str], bool]], Any]) -> Callable[[Any, Callable[[str], bool]], Any]:
    def every(value: Any, known: Callable[[str], bool]) -> Any:
        return {key: one(item, known) for key, item in value.items()} if isinstance(value, dict) else value

    return every


def widen_action(value: Any, known: Callable[[str], bool]) -> Any:
    """`Text (owner, due, because, with X)` to a record; a closing group without a date or a known person is text."""
    if not isinstance(value, str):
        return value
    match = _GROUP.fullmatch(value)
    if match is None:
        return {"do": value}
    owners: list[str] = []
    days: list[str] = []
    record: Tree = {}
    for part in (part.strip() for part in match["group"].split(",")):
        if part.startswith("with "):
            names = [name.strip() for name in _AND.split(part[5:]) if name.strip()]
            record["with"] = [*record.get("with", []), *names]
        elif _DUE.fullmatch(part):
            days.append(part)
        elif known(part):
            owners.append(part)
        elif part:
            record["because"] = [*record.get("because", []), part]
    if not days and not owners:
        return {"do": value}
    record |= {name: " and ".join(said) for name, said in (("owner", owners), ("due", days)) if said}
    return {
        "do": match["text"],
        **{name: record[name] for name in ("owner", "due", "because", "with") if name in record},
    }


def widen_dimension(value: Any) -> Any:
    """`amber, cause` to a record."""
    if not isinstance(value, str):
        return value
    band, comma, cause = value.partition(",")
    return {"band": band.strip(), "cause": cause.strip()} if comma else {"band": value}


def widen_measure(key: str, value: Any) -> tuple[str, Any]:
    """A key result by its metric, `21 -> 10 days, now 15, by 2027-02-28`, to its id and record."""
    match = _MEASURE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return key, value
    named = {"baseline": "baseline", "target": "target", "measured_in": "unit", "current": "current", "due": "due"}
    record = {"metric": key, **{name: match[group] for name, group in named.items() if match[group]}}
    return slug_of(key) or key, record


def widen_signal(value: Any) -> Any:
    """`2026-10-05 what was seen (where)` to a record."""
    match = _SIGNAL.fullmatch(value) if isinstance(value, str) else None
    return {name: text for name, text in match.groupdict().items() if text} if match else value


def _goal(value: Any, _known: Callable[[str], bool]) -> Any:
    if not isinstance(value, dict) or not isinstance(value.get("key_results"), dict):
        return value
    measures: Tree = {}
    for written, item in value["key_results"].items():
        key, record = widen_measure(written, item)
        measures[written if key in measures else key] = record
    return {**value, "key_results": measures}


def _opportunity(value: Any, _known: Callable[[str], bool]) -> Any:
    if not isinstance(value, dict) or "signals" not in value:
        return value
    signals = value["signals"]
    many = signals if isinstance(signals, list) else [signals] if signals is not None else []
    return {**value, "signals": [widen_signal(item) for item in many]}


def _health(value: Any, _known: Callable[[str], bool]) -> Any:
    if not isinstance(value, dict):
        return value
    plain = ("sentiment", "note")
    return {key: item if key in plain else widen_dimension(item) for key, item in value.items()}


def _swot(value: Any, _known: Callable[[str], bool]) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: [_point(item) for item in _many(items)] for key, items in value.items()}


def _point(item: Any) -> Any:
    return {"text": item} if isinstance(item, str) else item


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _purchase(value: Any, _known: Callable[[str], bool]) -> Any:
    if not isinstance(value, dict) or not isinstance(value.get("challenges"), dict):
        return value
    return {**value, "challenges": {key: _point(item) for key, item in value["challenges"].items()}}


def _titled(name: str) -> Callable[[Any, Callable[[str], bool]], Any]:
    return _items(lambda item, _known: {name: item} if isinstance(item, str) else item)


_WIDENERS: dict[str, Callable[[Any, Callable[[str], bool]], Any]] = {
    "actions": _items(widen_action),
    "goals": _items(_goal),
    "health": _health,
    "opportunities": _items(_opportunity),
    "swot": _swot,
    "purchase": _purchase,
    "success_criteria": _titled("text"),
    "our_goals": _titled("title"),
    "insights": _titled("text"),
    "questions": _titled("ask"),
    "milestones": _titled("title"),
    "competitors": _titled("name"),
    "research": _titled("note"),
    "touchpoints": _titled("every"),
}
