"""A new id for an item: its key, and every field of the plan that names it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from acctplan.errors import ValueRefused
from acctplan.model.block import BLOCKS
from acctplan.model.edit import Edit
from acctplan.model.identifier import is_slug
from acctplan.model.reference import NAMED_BY, REFERENCES, matches
from acctplan.named_tuple import NamedTuple

from .apply import apply
from .draft import Draft, Span
from .emit import emit_scalar
from .layout import Held
from .replacement import replaced, rewritten

Path = tuple[str, ...]
_INSIDE = (("goals", 4, 2, "key_results"), ("purchase", 3, 1, "challenges"))


class Named(NamedTuple):
    """A place that names an item: the value there, or the key that ends the path (`as_key`), and what it becomes."""

    path: Path
    value: str
    as_key: bool = False


def references_to(tree: Mapping[str, Any], path: Path, new: str) -> Iterator[Named]:
    """Every place of a long-form tree that names the item at a path, with what it says under the item's new id."""
    if not _has_id(path):
        return
    old = path[-1]
    kinds = (*(NAMED_BY.get(path[0], ()) if len(path) == 2 else ()), "item", "evidence")
    becomes = {old: new, f"{path[0]}.{old}": f"{path[0]}.{new}"}
    for pattern, kind in REFERENCES.items():
        if kind not in kinds:
            continue
        for place, value in matches(tree, tuple(pattern.split("."))):
            if isinstance(value, list):
                yield from (
                    Named((*place, str(index)), becomes[item])
                    for index, item in enumerate(value)
                    if isinstance(item, str) and item in becomes
                )
            elif isinstance(value, str) and value in becomes:
                yield Named(place, becomes[value], pattern.endswith("@"))


def renamed_tree(tree: Mapping[str, Any], edit: Edit, people: Container[str]) -> dict[str, Any]:
    """The tree under the new id. Raises ValueRefused for an id that is none, is taken, or names two things."""
    new = str(edit.value or "")
    _must_fit(tree, edit.path, new, people)
    named = list(references_to(tree, edit.path, new))
    changes = [Edit("rename" if place.as_key else "set", place.path, place.value) for place in named]
    return apply(tree, [*changes, Edit("rename", edit.path, new)])


def _must_fit(tree: Mapping[str, Any], path: Path, new: str, people: Container[str]) -> None:
    if len(path) == 1 and path[0] in BLOCKS:
        raise ValueRefused(f"{path[0]} is a field that every plan may have, and keeps its name", "Name an item in it.")
    if not new or (_has_id(path) and not is_slug(new)):
        raise ValueRefused(f"“{new[:40]}” is no id: ids are lower-case words joined by hyphens", "Choose another id.")
    if not _has_id(path) or new == path[-1]:
        return
    ids = list(_ids(tree))
    if ids.count(path[-1]) > 1:
        raise ValueRefused(f"“{path[-1]}” is the id of two items, and what names it may mean either", "Correct it with `acctplan edit`.")
    if new in ids or new in people:
        raise ValueRefused(f"“{new}” is an id already", "Choose another id.")


def _has_id(path: Path) -> bool:
    if len(path) == 2 and path[0] in BLOCKS:
        return BLOCKS[path[0]].ids or path[0] == "research"
    return any(path[0] == block and len(path) == depth and path[place] == name for block, depth, place, name in _INSIDE)


def _ids(tree: Mapping[str, Any]) -> Iterator[str]:
    """Every id that an item of the plan has."""
    for name, held in tree.items():
        if isinstance(held, dict):
            yield from held if _has_id((name, "x")) else ()
            inner = [held] if name == "purchase" else held.values() if name == "goals" else []
            for item in inner:
                within = item.get("challenges" if name == "purchase" else "key_results") if isinstance(item, dict) else None
                yield from within if isinstance(within, dict) else ()


def renamed(draft: Draft, trail: list[Held], edit: Edit, after: Mapping[str, Any]) -> list[Span]:
    """The key and all that names it, changed; `after` is the tree under the new id."""
    new = str(edit.value)
    later = Draft(draft.front, after, draft.people, cautious=draft.cautious)
    spans = _key(draft, trail, edit.path, new)
    whole: dict[Path, list[Held]] = {}
    for place in references_to(draft.tree, edit.path, new):
        found = draft.trail(place.path)
        if len(found) < len(place.path):
            whole[place.path[: len(found)]] = found
        elif place.as_key:
            spans.append(_name(found[-1], place.value))
        else:
            spans += replaced(draft, found, place.value)
    for path, found in whole.items():
        spans += rewritten(later, found, path, later.value_at(_under(path, edit.path, new)))
    return spans


def _under(path: Path, old: Path, new: str) -> Path:
    """A path as it reads under the new id."""
    return (*old[:-1], new, *path[len(old) :]) if path[: len(old)] == old else path


def _key(draft: Draft, trail: list[Held], path: Path, new: str) -> list[Span]:
    held = trail[-1]
    value = draft.value_at(path)
    spans = [_name(held, new)]
    if len(path) > 1 and path[-2] == "key_results" and held.node.kind == "scalar" and isinstance(value, dict):
        spans += replaced(draft, trail, value)
    return spans


def _name(held: Held, name: str) -> Span:
    """A key's new name, in the quotes it had."""
    key = held.key
    assert key is not None
    return Span(key.start, key.end, emit_scalar(name, flow=True, style=key.style if key.style in ("'", '"') else ""))
