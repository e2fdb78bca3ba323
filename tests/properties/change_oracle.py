"""Changes applied to the plan they start from, written down anew: where the tool looks for what differs, this puts it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from acctplan.analysis.keyed import body_parts, keyed
from acctplan.model.change import Change
from acctplan.model.plan import Plan


def state_of(plan: Plan) -> dict[str, Any]:
    """A plan as it is compared, with the words of its body by heading."""
    return _settled({**keyed(plan.tree), "body": {key: part.split() for key, part in body_parts(plan.body).items()}})


def applied(state: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """The state after the changes."""
    found = list(changes)
    result: dict[str, Any] = deepcopy(dict(state))
    carried = {change.path: _at(state, change.old.split(".")) for change in found if change.kind == "moved"}
    for change in found:
        *above, last = change.path if change.path != ("body",) else ("body", "opening")
        if change.kind == "moved":
            _put(result, change.old.split("."), None)
            _put(result, change.path, deepcopy(carried[change.path]))
        elif change.kind == "renamed":
            holder = _at(result, above)
            holder[last] = holder.pop(change.old)
        else:
            value = keyed(change.new, last)
            _put(result, (*above, last), value.split() if change.path[0] == "body" and value is not None else value)
    return _settled(result)


def _at(tree: Any, path: Iterable[str]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _put(tree: dict[str, Any], path: Iterable[str], value: Any) -> None:
    *above, last = path
    for step in above:
        tree = tree.setdefault(step, {})
    if value in (None, {}, []):
        tree.pop(last, None)
    else:
        tree[last] = value


def _settled(value: Any) -> Any:
    """Without what says nothing; lists in an order of their own, one the same as a list of one."""
    if isinstance(value, dict):
        return {key: item for key, item in ((key, _settled(item)) for key, item in value.items()) if item not in (None, {}, [])}
    if isinstance(value, list):
        items = sorted(map(_settled, value), key=repr)
        return items[0] if len(items) == 1 else items
    return value
