"""A difference as a JSON patch of the plans' fields and words.

Source: RFC 6902 (JSON Patch) and RFC 6901 (JSON Pointer).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from acctplan.model.plan import Plan

from .difference import BookDifference, PlanDifference
from .narrowing import Path, at_or_below

Operation = dict[str, Any]


def json_patch(result: BookDifference, only: Sequence[Path] = (), without: Sequence[Path] = ()) -> list[Operation]:
    """The operations that lead from the old document to the new; each that replaces or removes follows a test of what is there.

    The document maps a plan's id to its `fields` in long form and its `body`, as `show --json` has them; facts are no part of it. With
    `only` or `without`, operations at or below these key paths alone, or none of those.
    """
    return [operation for plan in result.plans for operation in _of_plan(plan, only, without)]


def _of_plan(plan: PlanDifference, only: Sequence[Path], without: Sequence[Path]) -> Iterator[Operation]:
    if plan.old is None and plan.new is None:
        return
    was = next((str(change.old) for change in plan.changes if change.path == ("plan",) and change.kind == "renamed"), plan.plan)
    if was != plan.plan and plan.old and plan.new:
        yield {"op": "move", "from": _pointer((was,)), "path": _pointer((plan.plan,))}
    for path, old, new in _apart((), _document(plan.old), _document(plan.new)):
        told = path[1:] if path[:1] == ("fields",) else path
        wanted = not only or any(at_or_below(told, pattern) for pattern in only)
        if wanted and not any(at_or_below(told, pattern) for pattern in without):
            yield from _operations(_pointer((plan.plan, *path)), old, new)


_NOTHING = object()


def _document(plan: Plan | None) -> Any:
    return {"fields": plan.tree, "body": plan.body} if plan else _NOTHING


def _apart(path: Path, old: Any, new: Any) -> Iterator[tuple[Path, Any, Any]]:
    """Where two documents differ: lists as one, mappings by key, what goes before what comes."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in (*old, *(key for key in new if key not in old)):
            yield from _apart((*path, key), old.get(key, _NOTHING), new.get(key, _NOTHING))
    elif old is _NOTHING or new is _NOTHING or old != new:
        yield path, old, new


def _operations(pointer: str, old: Any, new: Any) -> Iterator[Operation]:
    if old is not _NOTHING:
        yield {"op": "test", "path": pointer, "value": old}
    if new is _NOTHING:
        yield {"op": "remove", "path": pointer}
    else:
        yield {"op": "add" if old is _NOTHING else "replace", "path": pointer, "value": new}


def _pointer(path: Sequence[str]) -> str:
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path)
