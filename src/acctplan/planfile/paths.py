"""What a person calls a place in a plan, to its key path: `goals.ramp-up.status`, or `ramp-up.status`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.block import BLOCKS, ITEM_BLOCKS, type_of
from acctplan.model.identifier import slug_of
from acctplan.model.plan import Plan
from acctplan.nearest import nearest

_NESTED = {"key_results": "goal.KeyResult", "challenges": "purchase.Challenge"}


def resolve_path(plan: Plan, words: str, *, writing: bool = False) -> tuple[str, ...]:
    """The key path. Raises ValueRefused with the nearest three for a place no plan has, or that this one lacks.

    With `writing`, a field the plan does not say yet is fine, and so is an item only if it is there.
    """
    steps = tuple(words.split("."))
    if steps[0] not in BLOCKS:
        steps = (*_above(plan, steps[0], words), *steps)
    steps = _by_slug(steps)
    if not _known(plan, steps, writing):
        if writing and _known(plan, steps, writing=False):
            raise ValueRefused(f"{words} holds fields of its own", f"Name one of them, or use `acctplan edit {plan.id}`.")
        raise _unknown(plan, words)
    return steps


def _above(plan: Plan, key: str, words: str) -> tuple[str, ...]:
    """The path above what an id stands for: an item, or else the one key result of that id."""
    block = next((block for block in ITEM_BLOCKS if key in _ids(plan.tree, block)), None)
    if block is not None:
        return (block,)
    goals = [goal for goal in _ids(plan.tree, "goals") if key in _ids(plan.tree["goals"][goal], "key_results")]
    if len(goals) == 1:
        return ("goals", goals[0], "key_results")
    if goals:
        near = " or ".join(f"{goal}.key_results.{words}" for goal in goals)
        raise ValueRefused(f"“{words[:80]}” may mean {len(goals)} key results of {plan.id}", f"Write {near}.")
    raise _unknown(plan, words)


def _ids(record: Any, field: str) -> tuple[str, ...]:
    """Ids below a field of a record in long form."""
    held = record.get(field) if isinstance(record, Mapping) else None
    return tuple(held) if isinstance(held, Mapping) else ()


def _by_slug(steps: tuple[str, ...]) -> tuple[str, ...]:
    """A key result named by its metric is meant by its id."""
    inside = steps.index("key_results") + 1 if "key_results" in steps else len(steps)
    return (*steps[:inside], *(slug_of(step) if place == 0 and " " in step else step for place, step in enumerate(steps[inside:])))


def _known(plan: Plan, steps: tuple[str, ...], writing: bool) -> bool:
    shape = BLOCKS[steps[0]].shape
    if len(steps) == 1:
        return not writing or shape not in ("items", "record", "records")
    if shape in ("items", "records"):
        held: Any = plan.tree.get(steps[0])
        present = (
            steps[1] in held if isinstance(held, dict) else isinstance(held, list) and steps[1].isdigit() and int(steps[1]) < len(held)
        )
        return present and (not writing or len(steps) > 2) and _field(type_of(steps[0]), held, steps[1:])
    if shape == "record":
        return _inside(type_of(steps[0]), plan.tree.get(steps[0]), steps[1:])
    return (shape == "table" and len(steps) == 2) or (shape == "values" and len(steps) == 2 and not writing)


def _field(kind: Any, held: Any, steps: tuple[str, ...]) -> bool:
    if len(steps) == 1:
        return True
    item = held[int(steps[0])] if isinstance(held, list) else held.get(steps[0])
    return _inside(kind, item, steps[1:])


def _inside(kind: Any, item: Any, steps: tuple[str, ...]) -> bool:
    """Whether fields of a record class lead along the steps; items inside it must be there."""
    name = steps[0]
    fields = {field.rstrip("_"): info for field, info in kind.model_fields.items()}
    if name not in fields:
        return False
    if len(steps) == 1:
        return True
    inner = item.get(name) if isinstance(item, dict) else None
    if name in _NESTED:
        return (
            isinstance(inner, dict)
            and steps[1] in inner
            and (len(steps) == 2 or _inside(_class(_NESTED[name]), inner[steps[1]], steps[2:]))
        )
    nested = _record_class(fields[name].annotation)
    return nested is not None and _inside(nested, inner, steps[1:])


def _class(dotted: str) -> Any:
    import importlib

    module, _, name = dotted.partition(".")
    return getattr(importlib.import_module(f"acctplan.model.{module}"), name)


def _record_class(annotation: Any) -> Any:
    for kind in (annotation, *getattr(annotation, "__args__", ())):
        if hasattr(kind, "model_fields"):
            return kind
    return None


def places(plan: Plan) -> Iterator[str]:
    """Every place a person might mean: the blocks, the fields of records, the items' fields."""
    for name, block in BLOCKS.items():
        yield name
        if block.shape == "record":
            yield from (f"{name}.{field.rstrip('_')}" for field in type_of(name).model_fields)
    for block_name in ITEM_BLOCKS:
        for key in _ids(plan.tree, block_name):
            yield f"{block_name}.{key}"
            for field in type_of(block_name).model_fields:
                yield f"{block_name}.{key}.{field.rstrip('_')}"
                yield f"{key}.{field.rstrip('_')}"
    for key in _ids(plan.tree, "goals"):
        yield from (f"{key}.key_results.{measure}.current" for measure in _ids(plan.tree["goals"][key], "key_results"))


def _unknown(plan: Plan, words: str) -> ValueRefused:
    near = nearest(words, places(plan), most=3, at_least=0)
    return ValueRefused(f"“{words[:80]}” is no place in {plan.id}", f"The nearest are {', '.join(near)}.")


def value_of(text: str) -> Any:
    """What a person typed as a value: text; `[a, b]` a list; blank nothing."""
    if text.startswith("[") and text.endswith("]"):
        return [part.strip() for part in text[1:-1].split(",") if part.strip()]
    return text or None
