"""The item that a person's word means: its id, a path that ends in it, or the words it is known by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from acctplan.errors import ValueRefused
from acctplan.model.block import BLOCKS
from acctplan.model.identifier import slug_of
from acctplan.nearest import nearest

if TYPE_CHECKING:
    from acctplan.model.plan import Plan

    from .context import Session

Path = tuple[str, ...]
_WITHIN = {"goals": "key_results"}
_WORDS = ("name", "title", "do", "ask", "what", "text", "claim", "metric")


def every_item(plan: Plan) -> Iterator[Path]:
    """Paths of all items as written, also of those that do not fit their fields: records by key, key results, challenges."""
    for block in BLOCKS:
        items = plan.tree.get(block)
        if block == "purchase" and isinstance(items, dict):
            yield from (("purchase", "challenges", key) for key in _keys(items.get("challenges")))
        if BLOCKS[block].shape != "items":
            continue
        for key in _keys(items):
            yield block, key
            inside = _WITHIN.get(block)
            item = items[key] if isinstance(items, dict) else None
            if inside and isinstance(item, dict):
                yield from ((block, key, inside, inner) for inner in _keys(item.get(inside)))


def _keys(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, dict) else ()


def item_path(plan: Plan, word: str) -> Path:
    """The path of the item a word means. Raises ValueRefused with the nearest names, or with all it may mean."""
    known = list(every_item(plan))
    steps = tuple(word.split("."))
    found = [path for path in known if path[-1] == word or _means(steps, path)]
    found = found or [path for path in known if word.strip() and _plainly(words_at(plan, path)) == _plainly(word)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueRefused(f"“{word[:60]}” may mean {len(found)} items of {plan.id}", f"Write {_listed(found)}.")
    raise _unknown(plan, word, known)


def _means(steps: Path, path: Path) -> bool:
    """Whether the steps, some of the path's left out, lead to its last one; a key result may go by its metric."""
    last = slug_of(steps[-1]) if " " in steps[-1] else steps[-1]
    rest = iter(path[:-1])
    return last == path[-1] and all(step in rest for step in steps[:-1])


def _listed(paths: list[Path]) -> str:
    return " or ".join(".".join(path) for path in paths[:6])


def _unknown(plan: Plan, word: str, known: list[Path]) -> ValueRefused:
    whole = {".".join(path): path for path in known}
    field = word.rpartition(".")
    if field[0] and any(_means(tuple(field[0].split(".")), path) for path in known):
        return ValueRefused(f"“{word[:60]}” is a field of an item, not an item", f"Use `acctplan set {plan.id} {word[:60]}=`.")
    if word in BLOCKS:
        return ValueRefused(f"“{word}” is a block, not an item of one", f"Name an item, or use `acctplan edit {plan.id}`.")
    if " " in word.strip():
        titles = {_plainly(words_at(plan, path)): path[-1] for path in known}
        near = tuple(titles[words] for words in nearest(_plainly(word), titles, most=3, at_least=0))
    else:
        near = nearest(word, whole if "." in word else {path[-1] for path in known}, most=3, at_least=0)
    if not near:
        return ValueRefused(f"there is no item “{word[:60]}” in {plan.id}", f"Add one with `acctplan add {plan.id}`.")
    hint = f"The nearest {'is' if len(near) == 1 else 'are'} {', '.join(near)}. `acctplan show {plan.id} --ids` lists all."
    return ValueRefused(f"there is no item “{word[:60]}” in {plan.id}", hint)


def record_at(plan: Plan, path: Path) -> dict[str, Any]:
    """The fields of an item in long form; none where it holds none."""
    value: Any = plan.tree
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def words_at(plan: Plan, path: Path) -> str:
    """The words an item is known by, such as its title; empty where it has none."""
    record = record_at(plan, path)
    return next((str(record[field]) for field in _WORDS if isinstance(record.get(field), str)), "")


def _plainly(words: str) -> str:
    return " ".join(words.split()).casefold()


def taken_ids(session: Session, plan: Plan) -> set[str]:
    """Ids that a new item may not have: of our people, of the plan's own team, of every item."""
    return {*session.team, *plan.team, *(path[-1] for path in every_item(plan))}
