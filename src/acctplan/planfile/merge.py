"""Three versions of a plan to one: by id where both sides changed fields, by lines where they changed prose.

The text is what git's merge by lines makes of it wherever that means what both sides meant; elsewhere it is led there edit by edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator
from functools import partial
from typing import Any

from acctplan.errors import AcctplanError
from acctplan.model.edit import Edit
from acctplan.model.identifier import is_slug
from acctplan.model.merge import BOTH, OURS, THEIRS, Lines, Merged
from acctplan.named_tuple import NamedTuple

from .marks import marked, settled
from .remarks import remarks
from .splice import splice
from .split import Halves, split
from .three_way import Sides, renames, same, three_way
from .toward import edits_toward, led, tree_of

UNREADABLE, UNSURE = Merged("", doubt="unreadable"), Merged("", doubt="unsure")
_MOST = 8
_NO_TREE = 10_000
_NEW, _OTHER = 4, 2


class _Version(NamedTuple):
    """One of the three: its text, its halves and what it says in long form."""

    text: str
    halves: Halves
    tree: dict[str, Any]


def merge(base: str, ours: str, theirs: str, *, people: Container[str] = (), lines: Lines, size: int = 7) -> Merged:
    """The plan that says what both sides say, proven by reading it again; true conflicts stand between marks of a size.

    An empty base is one that was not there. `people` are our own ids, `lines` merges texts by lines. No side is ever lost: where
    the result is not sure to hold both, there is none.
    """
    if ours == theirs or base == theirs:
        return Merged(ours)
    if base == ours:
        return Merged(theirs)
    three = _three(base, ours, theirs, people)
    if three is None:
        return UNREADABLE
    merged = _merged(three, people, lines, size)
    strangers = {key for version in three for key in _strangers(version.tree)}
    if not strangers or merged.doubt:
        return merged
    known = _Both(people, strangers)
    again = _three(base, ours, theirs, known)
    other = _merged(again, known, lines, size) if again else UNSURE
    alike = other == merged or (not other.doubt and not other.conflicts and tree_of(other.text, people) == tree_of(merged.text, people))
    return other if alike else UNSURE


class _Both(Container[str]):
    """Our own ids, and those that may be ours by now."""

    def __init__(self, people: Container[str], others: Container[str]) -> None:
        self.known = (people, others)

    def __contains__(self, key: object) -> bool:
        return any(key in known for known in self.known)


class _Three(NamedTuple):
    """The three versions of a merge."""

    base: _Version
    ours: _Version
    theirs: _Version


def _three(base: str, ours: str, theirs: str, people: Container[str]) -> _Three | None:
    """The versions; None where one of them cannot be trusted."""
    was, mine, yours = (_read(text, people) for text in (base, ours, theirs))
    return _Three(was, mine, yours) if was and mine and yours else None


def _read(text: str, people: Container[str]) -> _Version | None:
    """A version; None where it cannot be trusted. One that was not there says nothing."""
    if not text:
        return _Version("", Halves("", "", 0, 0), {})
    halves, tree = split(text), tree_of(text, people)
    return _Version(text, halves, tree) if isinstance(halves, Halves) and tree is not None else None


def _strangers(tree: dict[str, Any]) -> Iterator[str]:
    """Ids that actions without an owner name and nothing in the plan has: a reason that went, or a person who came with another file."""
    known = {key for block in tree.values() if isinstance(block, dict) for key in block}
    for action in tree.get("actions", {}).values() if isinstance(tree.get("actions"), dict) else ():
        reasons = action.get("because") if isinstance(action, dict) and "owner" not in action else None
        for reason in reasons if isinstance(reasons, list) else [reasons]:
            if isinstance(reason, str) and is_slug(reason) and reason not in known:
                yield reason


def _merged(three: _Three, people: Container[str], lines: Lines, size: int) -> Merged:
    """The merge of three versions that can be read."""
    named = _under_one_name(three, people)
    if named is None:
        return UNSURE
    three, differing = named
    base, ours, theirs = three
    sides = three_way(base.tree, ours.tree, theirs.tree)
    bodies = _bodies(three, lines)
    said = (remarks(ours.halves.front) - remarks(base.halves.front)) | (remarks(theirs.halves.front) - remarks(base.halves.front))
    for front in _starts(three, sides.ours, said, people, lines):
        result = _written(_with(ours, front, bodies.ours), sides, bodies, differing, people)
        if result is not None:
            text, conflicts = marked(*result, size)
            kept = Counter(found for one in result for found in remarks(_front(one)))
            if not said - kept and (conflicts == 0) == (same(sides.ours, sides.theirs) and bodies.ours == bodies.theirs and not differing):
                return Merged(text, conflicts)
    return UNSURE


def _under_one_name(three: _Three, people: Container[str]) -> tuple[_Three, list[Edit]] | None:
    """The versions with items that a side renamed under their new id in all three; ours where both did, with what theirs would have.

    None where an item cannot have its new id in another version.
    """
    mine, yours = (renames(three.base.tree, side.tree) for side in (three.ours, three.theirs))
    differing = [Edit("rename", (path[0], new), yours[path]) for path, new in mine.items() if yours.get(path, new) != new]
    base = _renamed(three.base, [Edit("rename", path, new) for path, new in {**yours, **mine}.items()], people)
    ours = _renamed(three.ours, [Edit("rename", path, new) for path, new in yours.items() if path not in mine], people)
    late = [Edit("rename", (path[0], yours.get(path, path[1])), new) for path, new in mine.items() if yours.get(path) != new]
    theirs = _renamed(three.theirs, late, people)
    return (_Three(base, ours, theirs), differing) if base and ours and theirs else None


def _renamed(version: _Version, edits: list[Edit], people: Container[str]) -> _Version | None:
    """A version with some ids renamed; an item it has no more needs no name."""
    text = version.text
    for edit in edits:
        items = version.tree.get(edit.path[0])
        if isinstance(items, dict) and edit.path[1] in items:
            try:
                text = splice(text, [edit], people)
            except AcctplanError:
                return None
    return version if text == version.text else _read(text, people)


def _bodies(three: _Three, lines: Lines) -> Sides:
    """The bodies merged by lines, with the line endings of ours; those of a conflict both ways."""
    ending = "\r\n" if "\r\n" in three.ours.text else "\n"
    was, mine, yours = (version.halves.body.replace("\r\n", "\n").replace("\n", ending) for version in three)
    if yours in (was, mine):
        return Sides(three.ours.halves.body, three.ours.halves.body)
    if was == mine:
        return Sides(yours, yours)
    regions = lines(was, mine, yours)
    return Sides(*(settled(regions, [choice] * len(regions)) for choice in (OURS, THEIRS)))


def _starts(three: _Three, wanted: dict[str, Any], said: Counter[str], people: Container[str], lines: Lines) -> Iterator[str]:
    """Front matters to start from, best first: the lines of both sides, chosen so that the fewest edits are left to make.

    An edit of what is there keeps how it is written; a new item is written anew, so it counts for more. Lines of theirs in place of
    ours lie between.
    """
    fronts = [version.halves.front.replace("\r\n", "\n") for version in three]
    regions = lines(*fronts)
    count = sum(region.agreed is None for region in regions)

    def cost(choices: tuple[str, ...], first: str) -> int:
        front = settled(regions, choices)
        tree = tree_of(f"---\n{front}---\n", people)
        if tree is None:
            return _NO_TREE
        left = sum(_NEW if edit.op in ("add", "insert") else 1 for edit in edits_toward(tree, wanted))
        return left + sum((said - remarks(front)).values()) + _OTHER * sum(choice not in (first, BOTH) for choice in choices)

    for first, second in ((OURS, THEIRS), (THEIRS, OURS)):
        yield settled(regions, _cheapest(partial(cost, first=first), count, (first, BOTH, second)))
    yield from fronts[1:]


def _cheapest(cost: Callable[[tuple[str, ...]], int], count: int, options: tuple[str, ...]) -> tuple[str, ...]:
    """How to settle so many conflicts: each the cheapest way while the others stay, the first option where all cost the same."""
    chosen = (options[0],) * count
    for place in range(count if count <= _MOST else 0):
        ways = [(*chosen[:place], option, *chosen[place + 1 :]) for option in options]
        chosen = min(ways, key=cost)
    return chosen


def _with(ours: _Version, front: str, body: str) -> str:
    """Our text with another front matter and body, in the line endings it has."""
    head, fence = ours.text[: ours.halves.start], ours.text[ours.halves.end : len(ours.text) - len(ours.halves.body)]
    return head + (front.replace("\n", "\r\n") if "\r\n" in head else front) + fence + body


def _written(text: str, sides: Sides, bodies: Sides, differing: list[Edit], people: Container[str]) -> tuple[str, str] | None:
    """The merged text with each conflict settled our way and theirs; None where a text cannot be led there."""
    ours = led(text, sides.ours, people)
    if ours is None:
        return None
    theirs: str | None = ours[: len(ours) - len(bodies.ours)] + bodies.theirs
    if theirs is not None and not same(sides.ours, sides.theirs):
        theirs = led(theirs, sides.theirs, people)
    try:
        return (ours, splice(theirs, differing, people)) if theirs is not None else None
    except AcctplanError:
        return None


def _front(text: str) -> str:
    halves = split(text)
    return halves.front if isinstance(halves, Halves) else ""
